"""Portfolio: accounts of the standards and the copies that are submitted."""
