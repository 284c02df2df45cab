"""What other registers add to the people beside a resident: hours of childcare of a child."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oogopslag.facts import encoding
from oogopslag.facts.adapters.source import Beside, Fetched
from oogopslag.facts.models import Relative

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


def supplement(resident: "Resident", source: str, fetched: Fetched) -> bool:
    """Replaces what this source added before; tells whether anything is different.

    Somebody no register named is passed over: nobody is made from a report about them.
    """
    added = [one for one in fetched.beside if one.relation not in fetched.relations]
    rows = [
        row
        for row in Relative.objects.filter(resident=resident)
        if row.relation not in fetched.relations
    ]
    changed = False
    for row in rows:
        mine = next((one for one in added if _is(one, row, rows)), None)
        new = _said(mine, fetched) if mine else None
        if row.more.get(source) != new:
            row.more = {k: v for k, v in {**row.more, source: new}.items() if v is not None}
            row.save(update_fields=["more"])
            changed = True
    return changed


def keep_more(old: Iterable[Relative], new: list[Relative]) -> None:
    """Gives rows made anew what other registers had added to the same person."""
    known = {_person(row): row.more for row in old}
    for row in new:
        row.more = known.get(_person(row), {})


def _said(one: Beside, fetched: Fetched) -> dict[str, object]:
    facts = {n: encoding.encoded(v) for n, v in one.facts.items() if n != "geboortedatum"}
    return {"as_of": fetched.as_of.isoformat(), "facts": facts}


def _is(one: Beside, row: Relative, rows: list[Relative]) -> bool:
    """The same birth date; the same name too where several were born that day."""
    born = encoding.encoded(one.facts["geboortedatum"]) if "geboortedatum" in one.facts else None
    if born is None or row.relation != one.relation or row.facts.get("geboortedatum") != born:
        return False
    day = [r for r in rows if r.relation == one.relation and r.facts.get("geboortedatum") == born]
    return len(day) == 1 or row.name.split(" ")[0] == one.name.split(" ")[0]


def _person(row: Relative) -> tuple[str, str, str]:
    return (row.relation, row.name, repr(row.facts.get("geboortedatum")))
