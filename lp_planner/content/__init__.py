"""The words and maps of the product, read once from ``data/``."""
