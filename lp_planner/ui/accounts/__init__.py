"""Accounts on screen: the welcome, signing in and the page of people."""
