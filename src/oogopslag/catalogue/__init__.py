"""What exists: services, forms, organisations and laws, read from content/.

For: what a service is, who gives it, which law decides it, what its form asks.
Not for: people, facts about them, or running cases.
May know: people, journal, core.
"""
