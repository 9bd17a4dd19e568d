"""The job store against a pure model of it, by chance (design 06, B and C3)."""
