"""Verbs of the command line: each module has `add(verbs)`, which registers a parser with `run`."""
