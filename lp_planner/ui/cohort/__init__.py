"""The cohort on screen: sharing, the leader's page and the trust's."""
