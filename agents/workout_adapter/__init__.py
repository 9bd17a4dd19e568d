"""Adapts: fits a planned workout to the day; rules decide, a model chooses among what they allow."""
