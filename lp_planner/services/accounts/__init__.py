"""Accounts: signing in, school accounts, people and schools."""
