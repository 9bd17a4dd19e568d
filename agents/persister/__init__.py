"""Stores: the program and the end of its job in one transaction."""
