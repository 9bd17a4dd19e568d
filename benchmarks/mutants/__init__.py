"""Protocol mutants: each breaks one rule of the jobs, and one deterministic test has to notice (design 06, C5)."""
