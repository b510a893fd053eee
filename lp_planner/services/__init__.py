"""Use cases: check permission, load, decide, save and audit. Everything above calls only these."""
