"""What moves an organisation: who climbed, its own gaps, and what can be done tomorrow."""

from dataclasses import dataclass
from typing import Any

from oogopslag.insight import queries as insight
from oogopslag.insight.errors import NoCard


@dataclass(frozen=True, kw_only=True)
class Climber:
    """An organisation that rose, and the figure that moved most with it."""

    slug: str
    name: str
    before: int
    after: int
    indicator: str
    was: float
    now: float


def climbers(limit: int = 5) -> list[Climber]:
    """Those that climbed most within the months shown, with what it brought; measured only."""
    found = []
    for body in insight.bodies():
        if body.level is None:
            continue
        card = insight.card(body.slug).content
        levels = [level for level in card["levels"] if level is not None]
        if len(levels) < 6 or levels[-1] <= levels[0]:
            continue
        moved = _most_moved(card)
        if moved:
            found.append(
                Climber(
                    slug=body.slug, name=body.name, before=levels[0], after=levels[-1],
                    indicator=moved["id"], was=_first(moved), now=moved["trend"][-1],
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.before - one.after, one.name))[:limit]


def _first(row: dict[str, Any]) -> float:
    return float(next(x for x in row["trend"] if x is not None))


def _most_moved(card: dict[str, Any]) -> dict[str, Any] | None:
    rows = [
        row
        for row in card["indicators"]
        if row.get("trend") and row["trend"][-1] is not None and row["by"] == "events"
    ]
    model = insight.model().indicators

    def gain(row: dict[str, Any]) -> float:
        one = model[row["id"]]
        return float(row["trend"][-1] - _first(row)) * (1 if one.target > one.floor else -1)

    best = max(rows, key=gain, default=None)
    return best if best and gain(best) > 0 else None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gate of the next level that fails, by how much it would bring for how little work."""

    key: str
    indicator: str
    services: int
    effort: int


EFFORT = {
    "answerable": 1, "owner": 1, "event": 1, "statement": 2, "tested": 3, "plain": 3, "once": 3,
    "feedback": 3, "answered": 4, "explained": 4, "inbox": 4, "right": 5, "equal": 5,
    "conforming": 5, "accessible": 5, "prefilled": 6, "completed": 6, "gap": 6, "contracts": 6,
    "status": 6, "flags": 8,
}  # fmt: skip
"""Days of work as first estimates, to be replaced by the real hours that steps took."""


def gaps(slug: str, limit: int = 5) -> list[Gap]:
    """The top gaps by effect over effort, for a plan of ninety days. Raises NoCard."""
    card = insight.card(slug).content
    found = [
        Gap(
            key=gate["key"], indicator=gate["indicator"],
            services=gate["services"] - gate["holds"], effort=EFFORT.get(gate["key"], 10),
        )
        for gate in card["gates"]
        if gate["level"] <= card["level"] + 1 and gate["holds"] < gate["services"]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.services / one.effort, one.key))[:limit]


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something of at most a day: where it is done, and why it helps."""

    key: str
    role: str
    route: str
    query: str
    gate: str


ACTIONS = (
    Action(key="allow", role="A", route="c_letters", query="", gate="answerable"),
    Action(key="rewrite", role="A", route="c_letters", query="", gate="plain"),
    Action(key="answer", role="A", route="c_mailbox", query="", gate="answered"),
    Action(key="drop", role="T", route="c_forms", query="", gate="once"),
    Action(key="test", role="T", route="c_own_contracts", query="", gate="contracts"),
    Action(key="fix", role="T", route="c_own", query="", gate="right"),
    Action(key="owner", role="O", route="c_own", query="", gate="owner"),
    Action(key="desk", role="O", route="c_plan", query="Een uur aan de balie", gate="equal"),
    Action(key="plan", role="O", route="c_plan", query="Plan voor 90 dagen", gate="feedback"),
)


def tomorrow(slug: str, role: str) -> list[tuple[Action, int]]:
    """Three actions for a role, those first whose gate fails at most services."""
    failing: dict[str, int] = {}
    try:
        for gate in insight.card(slug).content["gates"]:
            failing[gate["key"]] = gate["services"] - gate["holds"]
    except NoCard:
        failing = {}
    mine = [(one, failing.get(one.gate, 0)) for one in ACTIONS if one.role == role]
    return sorted(mine, key=lambda pair: -pair[1])[:3]
