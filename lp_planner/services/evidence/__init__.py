"""Evidence: claims, gaps, attached files, the report and the pack."""
