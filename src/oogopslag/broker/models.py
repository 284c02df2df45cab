"""Joining, roadmap, contracts and wishes."""
