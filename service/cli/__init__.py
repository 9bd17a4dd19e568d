"""The command line, `fitcsv-ai`. Every command imports what it needs when it runs, so that `--help` is quick."""

from service.cli.entry import main

__all__ = ["main"]
