"""Tables in, charts out: each with its finding, its text alternative and its numbers."""
