"""Where records are kept: the only package that knows DuckDB and PostgreSQL."""
