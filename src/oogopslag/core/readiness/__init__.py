"""Evidence → level per service and organisation: gates on interval bounds, never averages.

Everything works on (services × months) arrays, so that one service in a test and the whole country
go through the same formulas. Formulas are data: content/readiness/staircase/<version>.yaml.
"""
