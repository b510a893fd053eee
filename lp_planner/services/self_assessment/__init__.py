"""Self-assessment, and notes beside it: their owner's alone."""
