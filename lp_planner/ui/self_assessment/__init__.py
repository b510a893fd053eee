"""Self-assessment on screen, for its owner alone."""
