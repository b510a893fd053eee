"""Standards frameworks in and out: every file becomes one neutral draft and a report of its own."""
