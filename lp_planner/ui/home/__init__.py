"""Home on screen."""
