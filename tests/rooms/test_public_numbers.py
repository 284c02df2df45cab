"""An address of IPv6 that stands for one of IPv4 is judged by that one."""

import socket

import pytest

from oogopslag.outside.public import NotPublic, place_of


@pytest.mark.parametrize(
    "number",
    [
        "::ffff:10.0.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1", "2002:a00:1::", "2002:7f00:1::1", "fec0::1", "fe80::1%eth0", "fc00::1",
        "::", "::1", "0.0.0.0", "169.254.169.254", "100.64.0.1", "ff0e::1",
    ],
)  # fmt: skip
def test_an_inner_network_has_no_second_name(monkeypatch, number: str) -> None:  # type: ignore[no-untyped-def]
    rows = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (number, 443, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(NotPublic):
        place_of("https://example.nl/hook")


@pytest.mark.parametrize("number", ["2a00:1450:400e::1", "64:ff9b::808:808", "8.8.8.8"])
def test_a_public_number_is_called(monkeypatch, number: str) -> None:  # type: ignore[no-untyped-def]
    rows = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (number, 443, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    assert place_of("https://example.nl/hook").name == "example.nl"


def test_a_machine_of_tests_calls_itself_only_when_that_is_set(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    rows = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 80, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    assert place_of("http://localhost:80/hook", loopback=True)
