"""What is asked: application → case → decision → objection, with legal terms and letters.

For: drafts, receipts, terms, supplements, decisions with reasons, objections.
Not for: what somebody could have (possibilities), or the conversation itself (inbox).
May know: inbox, delivery, facts, catalogue, people, journal, core.
"""
