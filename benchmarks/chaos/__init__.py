"""Chaos: many jobs through the real processes while everything around them breaks (design 06, C1)."""
