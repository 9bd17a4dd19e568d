"""Attacks on who may call and what comes back: tokens, other users' things, bodies and bytes that nobody expects."""
