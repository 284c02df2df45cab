"""A scorecard's plain data in the words of the page: nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oogopslag.insight import queries
from oogopslag.ui import numbers
from oogopslag.ui.format import text

TILES = ("V1", "W3", "G2", "I6")
_OUTSIDE = {"survey", "register", "declaration", "test"}


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A figure on top, with how sure it is."""

    id: str
    name: str
    value: str
    sure: str


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A gate of the next level over all services."""

    key: str
    name: str
    holds: int
    services: int
    done: bool
    value: str
    threshold: str
    failing: list[str]
    why: str
    contested: bool


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One indicator with everything a public number owes: question, n, date, interval, source.

    `exact` is the figure as the open data have it, for whoever reads the page by machine.
    """

    id: str
    exact: Mapping[str, Any]
    name: str
    question: str
    value: str
    sure: str
    n: str
    on: str
    source: str
    why: str
    silent: str
    eu: str
    jumps: str
    contested: Any


def level_name(number: int) -> str:
    return text(queries.model().levels[number].name)


def why(code: str) -> str:
    """Why there is no figure."""
    return {
        "survey": _("Not measured: needs a survey"),
        "register": _("Not measured: needs a register of others"),
        "declaration": _("Not measured: needs a checked declaration"),
        "test": _("Not measured: no test has run"),
        "nothing": _("Not measured: nothing happened"),
        "silent": _("Not measured any more: nothing comes in"),
        "formula": _("Not measured: our rooms do not count this yet"),
        "few": _("Fewer than 10: not shown, to protect people"),
        "no_share": _("Fewer than 30: too few for a percentage"),
    }.get(code, "")


def source(row: Mapping[str, Any]) -> str:
    kinds = {
        "A": _("events of the platform"), "T": _("automatic test"), "E": _("outside register"),
        "S": _("survey"), "V": _("checked declaration"), "D": _("declaration"),
    }  # fmt: skip
    kind = kinds.get(str(row.get("klass")), "")
    named = str(row.get("source") or "")
    return kind if named in {"", "events"} else f"{kind}: {named}"


def figures(card: Mapping[str, Any], contested: Mapping[str, Any]) -> list[FigureRow]:
    """Every indicator of the card, in the order of the model."""
    return [_figure(row, contested.get(row["id"])) for row in card["indicators"]]


def _figure(row: Mapping[str, Any], contest: Any) -> FigureRow:
    one = queries.model().indicators[row["id"]]
    there = row["figure"] is not None
    return FigureRow(
        id=one.id,
        exact=exact(row),
        name=text(one.name),
        question=text(one.question),
        value=numbers.amount(row["figure"], one.unit, is_number=one.number) if there else "–",
        sure=numbers.between(row, one.unit, is_number=one.number) if there else "",
        n=numbers.number(row["n"]) if row.get("n") else "",
        on=_on(row),
        source=source(row) if there else "",
        why=_why(row.get("why", ""), one.why) or _not_recorded(one.why, counted=one.counted),
        silent=_silent(row),
        eu=one.eu,
        jumps=", ".join(numbers.month(m) for m in row.get("jumps", [])),
        contested=contest,
    )


EXACT = ("figure", "low", "high", "hits", "n", "on")


def exact(row: Mapping[str, Any]) -> dict[str, Any]:
    """The unrounded figure with its interval and counts: one source for page, CSV and JSON."""
    return {name: row.get(name) for name in EXACT}


def _why(code: str, told: Mapping[str, str] | None) -> str:
    """Why there is no figure, and whom it would take."""
    words = why(code)
    return f"{words}. {text(told)}" if words and told and code in _OUTSIDE else words


def _not_recorded(told: Mapping[str, str] | None, *, counted: bool) -> str:
    """What events cannot tell yet of a figure that is there."""
    return text(told) if told and counted else ""


def _silent(row: Mapping[str, Any]) -> str:
    """How many services fell silent: they are not in the figure, and count as not reached."""
    many = int(row.get("silent") or 0)
    if not many or row["figure"] is None:
        return ""
    words = ngettext(
        "%(many)s service fell silent: not in this figure, and counted as not reached",
        "%(many)s services fell silent: not in this figure, and counted as not reached", many
    )  # fmt: skip
    return words % {"many": many}


def _on(row: Mapping[str, Any]) -> str:
    on = str(row.get("on") or "")
    return numbers.month(on[:7]) if on else ""


def tiles(card: Mapping[str, Any]) -> list[Tile]:
    """Three or four values that say most to a resident."""
    rows = {row["id"]: row for row in card["indicators"]}
    found = []
    for key in TILES:
        row, one = rows[key], queries.model().indicators[key]
        if row["figure"] is None:
            sure = why(row.get("why", ""))
        elif key == "W3":
            sure = _("half is faster")
        else:
            sure = numbers.between(row, one.unit)
        value = numbers.amount(row["figure"], one.unit) if row["figure"] is not None else "–"
        found.append(Tile(id=key, name=text(one.name), value=value, sure=sure))
    return found


def requirements(
    card: Mapping[str, Any], contested: Mapping[str, Any] | None = None
) -> list[Requirement]:
    """The gates of the next level, those that hold least first."""
    doubts = {key for key, one in (contested or {}).items() if one.answered is None}
    following = min(card["level"] + 1, 5)
    rows = {row["id"]: row for row in card["indicators"]}
    names = _names(card)
    found = [
        _requirement(gate, rows[gate["indicator"]], names, doubts)
        for gate in card["gates"]
        if gate["level"] == following
    ]
    return sorted(found, key=lambda one: (one.done, one.holds))


def _names(card: Mapping[str, Any]) -> dict[str, str]:
    return {row["service"]: row.get("name", "") for row in card["services"]}


def called(service: str, names: Mapping[str, str]) -> str:
    """A service as the catalogue names it, or as its organisation did."""
    return names.get(service) or text(queries.service_name(service))


def _requirement(
    gate: Mapping[str, Any], row: Mapping[str, Any], names: Mapping[str, str], doubts: set[str]
) -> Requirement:
    one = queries.model().indicators[gate["indicator"]]
    rule = next(g for g in queries.model().gates if g.key == gate["key"])
    limit = numbers.amount(gate["threshold"], gate["unit"], is_number=one.number)
    there = row["figure"] is not None
    return Requirement(
        key=gate["key"],
        name=text(rule.name),
        holds=gate["holds"],
        services=gate["services"],
        done=gate["holds"] == gate["services"] and gate["services"] > 0,
        value=numbers.amount(row["figure"], gate["unit"], is_number=one.number) if there else "–",
        threshold=(_("at least %(limit)s") if gate["least"] else _("at most %(limit)s"))
        % {"limit": limit},
        failing=[called(name, names) for name in gate["failing"][:3]],
        why=why(row.get("why", "")) if not there else "",
        contested=one.id in doubts,
    )


def weakest(card: Mapping[str, Any]) -> str:
    """The gate that holds the next level back most, in one sentence."""
    open_ones = [one for one in requirements(card) if not one.done]
    if not open_ones:
        return ""
    one = open_ones[0]
    words = _("Holds step %(step)s back most: %(name)s, in order at %(holds)s of %(all)s services.")
    step = min(card["level"] + 1, 5)
    return words % {
        "step": step, "name": one.name.lower(), "holds": one.holds, "all": one.services
    }  # fmt: skip


def lead(card: Mapping[str, Any], *, gone: bool = False) -> str:
    """Under the title: the name of the step and how much is left until the next.

    Who is `gone` has no next step: its last one stays.
    """
    name = level_name(card["level"])
    if gone:
        words = _("%(name)s. That was the step of its last month; nothing is measured since.")
        return str(words % {"name": name})
    if card["level"] >= 5:
        return name
    left = sum(not one.done for one in requirements(card))
    following = card["level"] + 1
    words = ngettext(
        "%(name)s. %(left)s requirement until step %(step)s, %(next)s.",
        "%(name)s. %(left)s requirements until step %(step)s, %(next)s.",
        left,
    )
    return words % {"name": name, "left": left, "step": following, "next": level_name(following)}


def dream(card: Mapping[str, Any]) -> str:
    """When the target may be reached at this pace: a window, never one date."""
    found = card.get("dream")
    if not found:
        return ""
    if found["share"] >= found["target"]:
        return _("The target is reached. Now it has to stay.")
    if not found["enough"]:
        return _("Measured for too short to say when the target may be reached.")
    if found["middle"] is None:
        return _("At this pace the target is not in sight.")
    if found["late"] is None:
        words = _(
            "At this pace in %(middle)s months at half of the ways there, in %(early)s at best; "
            "the slowest tenth does not get there."
        )
    else:
        words = _("At this pace in %(early)s to %(late)s months.")
    return str(words % found)


def _quiet(months: int) -> str:
    """Two months without anything: the step stands on older figures, and the page says so."""
    if months < 2:
        return ""
    words = _("nothing came in for %(months)s months: measured before that")
    return words % {"months": months}


def services(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The services with their step and what stops the next one."""
    names = {gate.key: text(gate.name) for gate in queries.model().gates}
    rows = [
        {
            "name": called(row["service"], _names(card)),
            "level": row["level"],
            "fell": row["level"] < row["before"],
            "quiet": _quiet(row.get("quiet", 0)),
            "waits": row["raw"] < row["level"],
            "stops": [names[key] for key in row["stops"][:3]],
            "more": max(0, len(row["stops"]) - 3),
        }
        for row in card["services"]
    ]
    return sorted(rows, key=lambda row: (-int(str(row["level"])), str(row["name"])))
