"""The demo school, written by the services that a school uses."""
