"""Faults at named points, whole: every fault point, every fault, both attempts (design 06, C2)."""
