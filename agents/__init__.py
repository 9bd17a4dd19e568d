"""The agents: one folder per agent that the ADK dev UI lists, and the flat modules they share.

Not a place for rules about training (`strength`), for SQL (`storage`), or for when a job is tried again (`service.jobs`).

Read in this order: `coordinator.graph` (the whole workflow on one page), `periodization` (a model, or the rule-based
coach, designs), `validator` (rules check and repair), `persister` (one transaction stores), `workout_adapter` and
`exercise_substitution` (rules find and rank, `chooser` lets a model point at one), `run` (one job through all of it),
`models` (which model answers, at what price).

`adk web` puts this folder itself on `sys.path`, so an `agent.py` may be imported twice under two names: it holds no
state, and nothing asks whether a value is an instance of a class that it defines.
"""
