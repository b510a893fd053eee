"""Evidence on screen: claims, gaps, attached files and packs."""
