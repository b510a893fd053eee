"""Self-assessment: what its owner alone reads."""
