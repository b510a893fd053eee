"""Evidence: claims, what lies behind them, and the standards they speak to."""
