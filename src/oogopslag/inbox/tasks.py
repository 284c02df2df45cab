"""What the worker does for the inbox."""

from oogopslag.inbox import (
    drafts,
    gathering,
    outages,
    own_tasks,
    promises,
    running,
    scanning,
    signalling,
    simulating,
    threads,
)

EVERY_SECOND = (scanning.scan_waiting, simulating.act)
EVERY_MINUTE = (
    threads.reveal,
    threads.archive_expired,
    outages.move_terms,
    promises.lapse,
    signalling.signal_promises,
    drafts.remind_of_drafts,
    scanning.rescan_at_night,
    running.sweep,
    gathering.forget_sessions,
)
EVERY_DAY = (own_tasks.forget_own_tasks,)
APART = (running.work,)
