"""What happened: append-only lines, written by every room in the transaction of its change.

For: audit, timelines, and telling higher rooms what happened lower down (`actions.follow`).
Not for: texts, names or numbers of people; lines hold pseudonyms, codes, dates and hashes.
May know: core.
"""
