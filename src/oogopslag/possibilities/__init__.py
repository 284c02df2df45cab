"""What you could have: facts read against every law, kept warm for the glance.

For: the verdict, amount and reasons of each service for a resident.
Not for: facts themselves (facts), or applying (cases).
May know: cases, inbox, delivery, facts, catalogue, people, journal, core.
"""
