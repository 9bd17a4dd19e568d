"""Eval sets and a metric of our own for `adk eval`: docs/adk-evals.md."""
