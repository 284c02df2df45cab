"""Oogopslag: government beside its residents, in one glance."""

__version__ = "0.1.0"
