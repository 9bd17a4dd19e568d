"""Coordinates: from a request to a stored program, without spending a token itself."""
