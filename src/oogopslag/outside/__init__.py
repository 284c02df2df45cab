"""How we talk to systems of others: with a deadline, a limit, a trace, and errors as sentences.

For: adapters of every room that ask something over HTTP.
Not for: what is asked and what an answer means; that is the adapter's.
May know: core.
"""
