"""Checks: expands a blueprint, repairs it by rule, scores it, or says what is wrong with it; a model may review it."""
