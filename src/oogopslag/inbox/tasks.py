"""What the worker does for the inbox."""

from oogopslag.inbox import drafts, promises, running, scanning, signalling, threads

EVERY_SECOND = (scanning.scan_waiting,)
EVERY_MINUTE = (
    threads.reveal,
    threads.archive_expired,
    promises.lapse,
    signalling.signal_promises,
    drafts.remind_of_drafts,
    scanning.rescan_at_night,
    running.sweep,
)
BESIDE = (running.work,)
