"""Who connects when: joining, staircase, contracts, roadmap, wishes, scorecard.

For: bringing organisations aboard step by step, on measured evidence.
Not for: cases, threads or residents.
May know: insight and every room below it.
"""
