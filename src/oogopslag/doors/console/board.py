"""One form of page for lists with something to do: rows, tables, pictures, forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from oogopslag.broker.errors import BrokerError, EmptyField
from oogopslag.insight.errors import InsightError
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field; kind is text, textarea, date, number, choice, check, file or hidden."""

    name: str
    label: str = ""
    kind: str = "text"
    value: str = ""
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form; `do` names the move, `key` the row it is about; `folded` opens on its title."""

    do: str
    button: str
    fields: Sequence[Field] = ()
    key: str = ""
    title: str = ""
    quiet: bool = False
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing of a list; `badge` with `late` is shown as past its term.

    `links` are facts that lead somewhere: label, words and address.
    """

    title: str
    meta: str = ""
    facts: Sequence[tuple[str, str]] = ()
    badge: str = ""
    late: bool = False
    link: str = ""
    links: Sequence[tuple[str, str, str]] = ()
    depth: int = 0
    forms: Sequence[Form] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table; the first cell of each row is its heading."""

    caption: str
    head: Sequence[str]
    body: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A stop of a route: what, where, in words, and the waiting as a share of what the law gives.

    `share` None: the waiting was not measured.
    """

    title: str
    where: str
    told: str
    share: float | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class Marks:
    """One statement with a mark per group, 0 to 1; None: unknown."""

    title: str
    shares: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page. A picture never comes without its table."""

    title: str
    intro: str = ""
    rows: Sequence[Row] = ()
    table: Table | None = None
    picture: Any = None
    alt: str = ""
    forms: Sequence[Form] = ()
    empty: str = ""
    strip: Sequence[Stop] = ()
    marks: Sequence[Marks] = ()
    legend: Sequence[str] = ()


def show(  # noqa: PLR0917 -- the order of a page, top to bottom
    request: HttpRequest,
    shell: Shell,
    title: str,
    lead: str,
    sections: Sequence[Section],
    sentence: str = "",
) -> HttpResponse:
    """The page; after a move that failed, what was typed stands in its form again."""
    return render(
        request,
        "console/board.jinja",
        shell,
        status=400 if sentence else 200,
        title=title,
        lead=lead,
        sections=sections,
        sentence=sentence,
        done="gelukt" in request.GET,
        typed=request.POST if sentence else None,
    )


Move = Callable[[Mapping[str, str]], object]


def act(request: HttpRequest, moves: Mapping[str, Move]) -> HttpResponse | str:
    """Does the move that was asked; a redirect when it worked, else the sentence why not."""
    move = moves.get(request.POST.get("do", ""))
    if move is None:
        return str(EmptyField())
    try:
        target = move({name: str(value) for name, value in request.POST.items()})
    except (BrokerError, InsightError) as error:
        return str(error)
    except (ValueError, KeyError, OverflowError, ObjectDoesNotExist, DataError):
        return str(EmptyField())
    return HttpResponseRedirect(target if isinstance(target, str) else "?gelukt=1")


def day(text: str) -> date:
    """Raises ValueError."""
    return date.fromisoformat(text)


def cents(text: str) -> int:
    """Euros as people type them, in whole cents. Raises ValueError."""
    plain = text.replace("€", "").replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    return round(float(plain) * 100)


def choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str = "") -> Field:
    return Field(name=name, label=label, kind="choice", options=options, value=value)


def yes(text: str) -> bool:
    return text == "ja"


def nothing_yet() -> str:
    return _("There is nothing here yet.")
