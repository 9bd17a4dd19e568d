"""Goals of design 06, C: each one a seeded command with a figure, against real processes and a real Postgres."""
