"""Postgres: where programs, exercises and jobs live, in FitCSV's own schema.

Not a place for rules about training (`strength`) or about when a job is retried (`service.jobs`).

Read in this order: `engine` (how we connect), `embedded` (the server that needs no installation), `tables` (what rows
look like), `migrations` (how they come to be), `jobs` (the durable job), `program_writer` and `program_reader`,
`exercise_pool` and `seed`.
"""
