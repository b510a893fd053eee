"""The only reader of the content files in ``data/``."""
