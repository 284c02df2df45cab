"""Who said what: threads between residents and organisations, both ways.

For: letters that can be answered, duties, whose turn it is, promised answers, attachments.
Not for: how a notification travels (delivery), or the state of a case (cases).
May know: delivery, people, facts, catalogue, journal, core.
"""
