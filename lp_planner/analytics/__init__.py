"""Tables in, tables and plain facts out: nothing here reads, writes, draws or knows who asks."""
