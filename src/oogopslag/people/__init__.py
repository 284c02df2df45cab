"""Who: residents, staff, organisations, mandates, logins and channel wishes.

For: signing in, who somebody is, what role they have, how they want to be reached.
Not for: facts about people (facts), messages (inbox).
May know: journal, core.
"""
