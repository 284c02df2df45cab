"""A large answer of another system, piece by piece: bounded in size and in time between pieces."""

from collections.abc import Iterator, Mapping
from itertools import chain

import httpx

from oogopslag.outside.asking import refuse
from oogopslag.outside.errors import OutsideError, Unreachable, Unusable

LARGEST = 512 * 1024 * 1024
PIECE = 64 * 1024
SECONDS = 10.0


def pieces(
    http: httpx.Client,
    url: str,
    *,
    headers: Mapping[str, str],
    largest: int = LARGEST,
    seconds: float = SECONDS,
) -> Iterator[bytes]:
    """Asks once and gives what comes. The client is closed at the end, also when nobody reads on.

    Raises an OutsideError before the first piece when it is refused; later when it breaks off, is
    too large, or stops for longer than `seconds`.
    """
    stream = _stream(http, url, dict(headers), largest, seconds)
    first = next(stream, b"")  # refused, absent and unreachable are known now
    return _closing(chain((first,), stream), stream)


def _closing(content: Iterator[bytes], stream: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from content
    finally:
        stream.close()  # type: ignore[attr-defined]  # a generator


def _stream(
    http: httpx.Client, url: str, headers: dict[str, str], largest: int, seconds: float
) -> Iterator[bytes]:
    try:
        with http, http.stream("GET", url, headers=headers, timeout=seconds) as response:
            if not response.is_success:
                refuse(response, response.read()[:65_536])
            yield from _counted(response, largest)
    except OutsideError:
        raise
    except (httpx.TransportError, OSError) as error:
        raise Unreachable(type(error).__name__) from None
    except httpx.HTTPError as error:
        raise Unusable(type(error).__name__) from None


def _counted(response: httpx.Response, largest: int) -> Iterator[bytes]:
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > largest:
        raise Unusable("too large")
    total = 0
    for piece in response.iter_bytes(PIECE):
        total += len(piece)
        if total > largest:
            raise Unusable("too large")
        yield piece
