"""What we know of people: facts from registers with source and date, and who used them.

For: asking the registers, keeping what they said, contradictions, the log of data use.
Not for: what a law makes of facts (possibilities), or what somebody applies for (cases).
May know: people, journal, core.
"""
