"""Makes the data of the letter reader small: the word list, nine tenths of it, is left out.

A traineddata file is a table of offsets and the parts behind it (tesseract's TessdataManager).
What the network reads it reads without the list too; docs/decisions/0059 holds what that costs.
"""

import gzip
import struct

WORDS = 19
"""The place of the word list (lstm-word-dawg) in the table of parts."""


def parts(data: bytes) -> list[bytes | None]:
    """The parts of a traineddata file in the order of its table; None: not there."""
    (count,) = struct.unpack_from("<i", data)
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    ends = sorted([one for one in offsets if one >= 0] + [len(data)])
    return [data[start : ends[ends.index(start) + 1]] if start >= 0 else None for start in offsets]


def joined(found: list[bytes | None]) -> bytes:
    """The file of these parts."""
    offset, offsets = 4 + 8 * len(found), []
    for part in found:
        offsets.append(offset if part is not None else -1)
        offset += len(part or b"")
    table = struct.pack("<i", len(found)) + struct.pack(f"<{len(found)}q", *offsets)
    return table + b"".join(part or b"" for part in found)


def slimmed(packed: bytes) -> bytes:
    """The gzipped data without its word list, gzipped; the same input gives the same bytes."""
    found = parts(gzip.decompress(packed))
    found[WORDS] = None
    return gzip.compress(joined(found), 9, mtime=0)
