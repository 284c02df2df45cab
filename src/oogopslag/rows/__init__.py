"""How many rows reach the database at once.

For: rooms that write hundreds of rows of one kind in a transaction of their own.
Not for: what the rows mean; one row is saved as usual.
May know: nothing of ours.
"""
