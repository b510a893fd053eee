"""The content files and their loader."""
