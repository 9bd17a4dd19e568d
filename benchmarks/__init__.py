"""Measurements and attacks at full size, against a real service on this machine; the suite runs the same code small."""
