"""Sign-in as pure rules: passwords, secrets, sessions and tries; nothing here knows a database."""
