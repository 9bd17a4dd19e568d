"""The pure domain: what a strength program is, how it is built, checked, repaired, scored and read.

Nothing here does I/O (the packaged catalog apart), reads a clock, draws a random number or knows a framework:
the same blueprint and request give the same bytes.

Read in this order: `request` (what the lifter asks), `exercise` and `catalog` (what can be done), `pool` (what this
lifter can do), `blueprint` (what a coach or a model designs), `expansion` (blueprint to program), `program` (what the
lifter reads), `validation`, `repair`, `scoring`, `planner` (the rule-based coach), `assertions` (what a coach would
laugh at), `rendering`; then `adaptation`, `substitution` and `history` for the two other jobs.
"""
