"""The nouns and rules of the product: standard library and pydantic only."""
