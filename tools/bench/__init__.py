"""Benchmarks: one module per subject, each with `main()`; it prints the circumstances too."""
