"""Substitutes: finds what may stand in for an exercise; rules rank, a model chooses among what they found."""
