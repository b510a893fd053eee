"""Questions that a plan raises about itself: each with its reason, never a verdict or a score."""
