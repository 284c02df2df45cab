"""How it arrives: an outbox written with the message, sent by a worker, with proof.

For: e-mail, push and letters about something placed elsewhere; retries; what came of it.
Not for: what is said (inbox).
May know: people, facts, catalogue, journal, core.
"""
