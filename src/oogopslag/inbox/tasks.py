"""What the worker does for the inbox."""

from oogopslag.inbox import promises, scanning, threads

EVERY_SECOND = (scanning.scan_waiting,)
EVERY_MINUTE = (threads.reveal, promises.lapse)
EVERY_DAY = (threads.archive_expired, scanning.rescan)
