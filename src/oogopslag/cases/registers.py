"""Which registers of others this deployment asks, and how they are reached: see config.py."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

from oogopslag.cases.adapters.agenda import Agenda
from oogopslag.cases.adapters.klantinteracties import ContactSource
from oogopslag.cases.adapters.mijn_taken import TaskSource
from oogopslag.cases.adapters.zgw.client import Register
from oogopslag.cases.errors import WrongSetting
from oogopslag.outside.client import client, trust

VTB_PATH = "/verzoeken/api/v1"
LETTERS_PATH = "/berichten/api/v1"
TWIN = "twin"
"""The address of a demo twin: refused in production by `oogopslag check` and by us."""


def _rows(setting: str, width: int) -> list[list[str]]:
    rows = [row.split() for row in getattr(settings.CONFIG, setting).split(";") if row.strip()]
    names = [row[0] for row in rows]
    if any(len(row) != width or not _reachable(row[1]) for row in rows):
        raise WrongSetting(setting)
    if len(names) != len(set(names)):
        raise WrongSetting(setting)
    return rows


def _reachable(url: str) -> bool:
    """An address that can be asked; a twin in a demonstration only."""
    if url == TWIN:
        return not settings.CONFIG.production
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return address.scheme in ("https", "http") and bool(address.host)


def zgw() -> dict[str, Register]:
    """ZGW registers by organisation. Raises WrongSetting."""
    return {
        organisation: Register(
            organisation=organisation, url=_real(url, organisation), client_id=name, secret=secret
        )
        for organisation, url, name, secret in _rows("zgw", 4)
    }


def mijn_taken() -> dict[str, TaskSource]:
    """Providers of MijnTaken by organisation. Raises WrongSetting."""
    return {
        organisation: TaskSource(
            organisation=organisation, url=_real(url, organisation), token=token
        )
        for organisation, url, token in _rows("mijn_taken", 3)
    }


def klantinteracties() -> dict[str, ContactSource]:
    """Registers of contacts by organisation. Raises WrongSetting."""
    return {
        organisation: ContactSource(
            organisation=organisation, url=_real(url, organisation), token=token
        )
        for organisation, url, token in _rows("klantinteracties", 3)
    }


def open_vtb() -> dict[str, tuple[str, str]]:
    """Address and token of each Open VTB, by organisation. Raises WrongSetting."""
    return {
        organisation: (_real(url, organisation) + (VTB_PATH if url == TWIN else ""), token)
        for organisation, url, token in _rows("open_vtb", 3)
    }


def open_vtb_letters() -> dict[str, tuple[str, str]]:
    """The same for its register of letters. Raises WrongSetting."""
    return {
        organisation: (_real(url, organisation) + (LETTERS_PATH if url == TWIN else ""), token)
        for organisation, url, token in _rows("open_vtb_letters", 3)
    }


def at_twins() -> list[dict[str, Any]]:
    """What the demo twins of Open VTB took in, newest first; nothing without a demonstration.

    Each row as the register keeps it, with `organisation`, `naam` and `ontvangen`; no BSN in it.
    """
    if not settings.DEMO:
        return []
    from oogopslag.cases.adapters.open_vtb.kept import KeptTwin  # noqa: PLC0415 -- demo only

    rows = [
        {**one, "organisation": organisation}
        for organisation, (url, _token) in open_vtb().items()
        if _is_twin(url)
        for one in KeptTwin(organisation, _folder()).received()
    ]
    return sorted(rows, key=lambda one: str(one["ontvangen"]), reverse=True)


def letters_at_twins() -> list[dict[str, Any]]:
    """The same of letters, with `organisation`; no BSN in it."""
    if not settings.DEMO:
        return []
    from oogopslag.cases.adapters.open_vtb.letters_twin import KeptLettersTwin  # noqa: PLC0415 -- demo only

    rows = [
        {**one, "organisation": organisation}
        for organisation, (url, token) in open_vtb_letters().items()
        if _is_twin(url)
        for one in KeptLettersTwin(token, organisation, _folder()).received()
    ]
    return sorted(rows, key=lambda one: str(one["publicatiedatum"]), reverse=True)


def agendas() -> dict[str, Agenda]:
    """Agendas of desks by organisation. Raises WrongSetting."""
    return {
        organisation: Agenda(organisation=organisation, url=_real(url, organisation), token=token)
        for organisation, url, token in _rows("agendas", 3)
    }


def wrong() -> Iterator[str]:
    """A sentence for each setting that cannot be read; no value, for it holds secrets."""
    for read, parts in (
        (zgw, "organisation, address, client id and secret"),
        (mijn_taken, "organisation, address and token"),
        (klantinteracties, "organisation, address and token"),
        (open_vtb, "organisation, address and token"),
        (open_vtb_letters, "organisation, address and token"),
        (agendas, "organisation, address and token"),
    ):
        try:
            read()
        except WrongSetting as error:
            yield (
                f"OOGOPSLAG_{error.name.upper()} cannot be read: of each system it holds {parts} "
                "with spaces between, then a semicolon; each organisation once, an address that "
                "begins with https://, and in production no twin."
            )


def any_set() -> bool:
    """Whether there is anybody to ask at all."""
    config = settings.CONFIG
    return bool(config.zgw or config.mijn_taken or config.klantinteracties)


def _real(url: str, organisation: str) -> str:
    return f"https://{organisation}.{TWIN}.invalid" if url == TWIN else url


def http(url: str) -> httpx.AsyncClient:
    """A client for one question; the caller closes it. A twin is reached without a network."""
    if _is_twin(url):
        from oogopslag.cases.adapters import twins  # noqa: PLC0415 -- only in a demonstration

        return httpx.AsyncClient(transport=twins.transport(httpx.URL(url).host, _folder()))
    return client()


def _is_twin(url: str) -> bool:
    return settings.DEMO and httpx.URL(url).host.endswith(f".{TWIN}.invalid")


def plain_http(url: str) -> httpx.Client:
    """As `http`, for an answer that is passed on while it comes."""
    if _is_twin(url):
        from oogopslag.cases.adapters import twins  # noqa: PLC0415 -- only in a demonstration

        return httpx.Client(transport=twins.transport(httpx.URL(url).host, _folder()))
    return httpx.Client(verify=trust())


def _folder() -> Path:
    folder: Path = settings.CONFIG.data / "twins"
    return folder
