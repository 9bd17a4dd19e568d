"""A program as people and other programs read it: lines of text, a chart, CSV, HTML. Nothing here changes a number."""
