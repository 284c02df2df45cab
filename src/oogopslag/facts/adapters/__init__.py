"""Connections to registers. Each has a demo twin, which says that it is one."""
