"""ClamAV's daemon, spoken to over its socket: the INSTREAM command of clamd(8).

`zINSTREAM\\0`, then chunks of a four-byte length (network order) and that many bytes, then a
length of zero; the answer is `stream: OK`, `stream: NAME FOUND` or `… ERROR`, ended by a NUL.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings

from oogopslag.inbox.errors import ScannerDown

_CHUNK = 64 * 1024
_TIMEOUT = 30


def configured() -> bool:
    """Whether this deployment has a scanner."""
    return bool(settings.CONFIG.clamav)


def is_clean(file: BinaryIO) -> bool:
    """What the scanner says of this content. Raises ScannerDown when it gives no verdict."""
    try:
        with _connected(settings.CONFIG.clamav) as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            said = _answer(line)
    except OSError as error:
        raise ScannerDown from error
    if said.endswith(" FOUND"):
        return False
    if said == "stream: OK":
        return True
    raise ScannerDown


@contextmanager
def _connected(where: str) -> Iterator[socket.socket]:
    """`unix:/run/clamav/clamd.ctl`, or `host:port`."""
    if where.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_TIMEOUT)
        address: str | tuple[str, int] = where.removeprefix("unix:")
    else:
        host, _, port = where.rpartition(":")
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        line.settimeout(_TIMEOUT)
        address = (host, int(port))
    try:
        line.connect(address)
        yield line
    finally:
        line.close()


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        part = line.recv(4096)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
