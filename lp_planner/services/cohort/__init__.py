"""The cohort: sharing, guests, the leader's sums and the trust's."""
