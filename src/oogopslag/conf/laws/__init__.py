"""The verbs of `oogopslag law`: each module is one, with `add(kinds)` and `run`."""
