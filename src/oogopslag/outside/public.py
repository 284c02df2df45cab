"""Addresses that somebody else gave us: never into our own network, however they are spelled."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


class NotPublic(ValueError):
    """An address that leads into a private network, or is none of https."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to connect: the address that was looked at, so that it cannot change afterwards."""

    url: str
    """The address with the checked number instead of the name."""
    host: str
    """What goes in the Host header."""
    name: str
    """The name a certificate must carry."""


def place_of(url: str, *, loopback: bool = False) -> Place:
    """Looks the name up once and refuses all that is not public.

    `loopback` allows this machine, over http too. Raises NotPublic; OSError when the name is
    unknown.
    """
    where = urlsplit(url)
    try:
        port = where.port
    except ValueError as error:
        raise NotPublic("port") from error
    if not where.hostname or where.username or where.password:
        raise NotPublic("address")
    number = _number(where.hostname, port or 443, loopback=loopback)
    if where.scheme != "https" and not (loopback and number.is_loopback):
        raise NotPublic("scheme")
    if where.scheme not in {"https", "http"}:
        raise NotPublic("scheme")
    bare = f"[{number}]" if number.version == 6 else str(number)
    netloc = bare + (f":{port}" if port else "")
    rest = where.path + (f"?{where.query}" if where.query else "")
    return Place(
        url=f"{where.scheme}://{netloc}{rest or '/'}", host=where.netloc, name=where.hostname
    )


Number = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses that stand for one of IPv4, in their last 32 bits: mapped (RFC 4291), compatible (the
# same), translated (RFC 6052 and 8215).
_LAST = tuple(
    ipaddress.IPv6Network(net)
    for net in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)


def _within(number: Number) -> Number:
    """The address of IPv4 that stands in one of IPv6; else the address itself."""
    if number.version == 4:
        return number
    if number.is_site_local:  # which Python counts as global
        return ipaddress.IPv6Address("fc00::")
    if number.sixtofour:
        return number.sixtofour
    if number != ipaddress.IPv6Address("::1") and any(number in net for net in _LAST):
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number


def _number(name: str, port: int, *, loopback: bool) -> Number:
    """The first number of a name, when every one of them may be called."""
    rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    numbers = [ipaddress.ip_address(row[4][0].split("%")[0]) for row in rows]  # type: ignore[union-attr]
    for number in numbers:
        plain = _within(number)
        if not (plain.is_global and not plain.is_multicast) and not (
            loopback and plain.is_loopback
        ):
            raise NotPublic("private")
    return numbers[0]
