"""Registers that say who may act for whom."""
