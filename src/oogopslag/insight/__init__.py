"""What works: indicators from events, surveys, scenarios over a population.

For: figures with their question, number, date, interval and source.
Not for: single residents. Aggregates only; small cells are hidden.
May know: possibilities, cases, inbox, paper, delivery, facts, catalogue, people, journal, core.
"""
