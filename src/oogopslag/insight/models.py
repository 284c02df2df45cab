"""Indicators, surveys and scenarios."""
