"""Every kind of record: its fields, its words for a refusal, and what all of them promise."""
