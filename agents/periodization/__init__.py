"""Designs: a model or the rule-based coach turns a request into a blueprint."""
