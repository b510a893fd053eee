"""Two planners, two databases and what stands before them, all on this machine."""
