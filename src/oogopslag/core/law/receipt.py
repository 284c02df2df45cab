"""The receipt of a finding (rekenbewijs): what was computed, from what, by which law, as bytes.

Canonical JSON: keys in order, no spaces, UTF-8. `replay` reads a receipt, computes again and gives
bytes; they are the same as long as the law of that version is at hand and the engine keeps its
word. A receipt holds only facts the law can name, and no name or number of a person.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.finding import Finding
from oogopslag.core.law.lapsing import stated
from oogopslag.core.law.library import Library
from oogopslag.core.law.person import ENGINE, evaluate
from oogopslag.core.law.subject import RELATIONS, Between, Person, Value
from oogopslag.core.law.tree import Scheme

FORM = 1
REPLAYED = frozenset({ENGINE})
"""Engines whose answers this one still gives."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a fact came from: a source's code, and the day it describes when that is known."""

    source: str
    as_of: date | None = None


def receipt(
    scheme: Scheme, person: Person, finding: Finding, origins: Mapping[str, Origin]
) -> bytes:
    """The receipt of a finding; `origins` by path, as in "partner.vermogen"."""
    names = _names(scheme)
    return _bytes(
        {
            "receipt": FORM,
            "engine": finding.engine,
            "law": {
                "scheme": scheme.name,
                "valid_from": scheme.valid_from.isoformat(),
                "laws": finding.laws,
                "parameters": parameters_hash(scheme),
            },
            "on": finding.on.isoformat(),
            "person": _person(person, names),
            "origins": {
                path: {"source": one.source, "as_of": one.as_of.isoformat() if one.as_of else None}
                for path, one in origins.items()
                if path.rsplit(".", 1)[-1] in names
            },
            "finding": _outcome(finding),
        }
    )


def replay(data: bytes, library: Library) -> bytes:
    """The receipt anew, computed from the facts in it.

    Raises LawError for what is no receipt, an engine that is not kept, or a law that is not here.
    """
    try:
        kept = json.loads(data)
        law, on = kept["law"], date.fromisoformat(kept["on"])
        person, form, engine = _read_person(kept["person"]), kept["receipt"], kept["engine"]
        name, laws, parameters = law["scheme"], law["laws"], law["parameters"]
        origins = {
            path: Origin(
                source=one["source"],
                as_of=date.fromisoformat(one["as_of"]) if one["as_of"] else None,
            )
            for path, one in kept["origins"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise LawError("This is no receipt of a finding.") from None
    if form != FORM or engine not in REPLAYED:
        raise LawError(f"This receipt was made by engine {engine}, which is not kept here.")
    scheme = _same_law(library, name, laws, parameters, on)
    finding = evaluate(scheme, person, on, library.dictionary)
    return receipt(scheme, person, finding, origins)


def _same_law(library: Library, name: str, laws: str, parameters: str, on: date) -> Scheme:
    held = library.schemes.get(name, ())
    for scheme in (*held, *(stated(one, on) for one in held)):
        if scheme.digest == laws and parameters_hash(scheme) == parameters:
            return scheme
    raise LawError(
        f"The version of {name} that this receipt rests on ({laws[:12]}…) is not here: give the "
        "content folder it was made with."
    )


def parameters_hash(scheme: Scheme) -> str:
    """SHA-256 of every parameter's name, value, type, article and mark."""
    sheet = {
        name: [_encoded(one.value), one.type, one.article, one.mark]
        for name, one in scheme.parameters.items()
    }
    return hashlib.sha256(_bytes(sheet)).hexdigest()


def _bytes(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def _names(scheme: Scheme) -> frozenset[str]:
    """What the law can look up of a person."""
    facts = {path.rsplit(".", 1)[-1] for path in scheme.facts}
    return frozenset({*facts, *scheme.rules, *scheme.parameters, scheme.verdict})


def _person(person: Person, names: frozenset[str]) -> dict[str, Any]:
    return {
        "facts": {n: _encoded(v) for n, v in person.facts.items() if n in names},
        "likely": {n: _encoded(v) for n, v in person.likely.items() if n in names},
        "relations": {
            relation: [_person(one, names) for one in members]
            for relation, members in person.relations.items()
        },
    }


def _read_person(data: Mapping[str, Any]) -> Person:
    return Person(
        facts={name: _decoded(value) for name, value in data["facts"].items()},
        likely={name: _decoded(value) for name, value in data["likely"].items()},
        relations={
            relation: tuple(_read_person(one) for one in members)
            for relation, members in data["relations"].items()
            if relation in RELATIONS
        },
    )


def _encoded(value: Value) -> Any:
    match value:
        case Between(low, high):
            return {"low": _encoded(low), "high": _encoded(high)}
        case date():
            return {"date": value.isoformat()}
        case Fraction():
            return {"number": str(value)}
    return value


def _decoded(data: Any) -> Value:
    match data:
        case {"low": low, "high": high}:
            ends = _decoded(low), _decoded(high)
            return Between(ends[0], ends[1])  # type: ignore[arg-type]  # only days and cents have ends
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"number": str(text)}:
            return Fraction(text)
        case bool() | int() | str():
            return data
    raise ValueError(f"{data!r} is no value.")


def _outcome(finding: Finding) -> dict[str, Any]:
    """What was decided on, without the wording, which may be improved."""
    return {
        "verdict": str(finding.verdict),
        "amount_low": finding.amount_low,
        "amount_high": finding.amount_high,
        "period": finding.period,
        "reasons": [
            {"key": r.key, "article": r.article, "law": r.law, "holds": r.holds,
             "facts": list(r.facts)}
            for r in finding.reasons
        ],
        "sum": [{"amount": s.amount, "article": s.article, "total": s.total} for s in finding.sum],
        "missing": list(finding.missing),
        "used": list(finding.used),
    }  # fmt: skip
