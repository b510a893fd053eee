"""How often the product says that nothing is something, and how often it finds what is there."""
