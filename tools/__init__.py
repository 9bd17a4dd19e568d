"""The tools: one thin typed function per thing that an agent may do.

Each parses, calls `strength` or `storage`, and returns a value; a decision belongs below, a workflow above.
"""
