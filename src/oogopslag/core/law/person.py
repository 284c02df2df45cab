"""Reads a scheme for one person: exact where facts are known, a range where they are not."""

from collections.abc import Mapping
from datetime import date

from oogopslag.core.law.citing import link
from oogopslag.core.law.finding import Finding, Reason, SumLine, Verdict
from oogopslag.core.law.scope import LACKING, Scope
from oogopslag.core.law.span import Span
from oogopslag.core.law.subject import FactDictionary, Person
from oogopslag.core.law.tree import Condition, Scheme
from oogopslag.core.law.words import filled

ENGINE = "1"
_SENSITIVITY = {"low": 0, "normal": 1, "high": 2}


def evaluate(scheme: Scheme, person: Person, on: date, dictionary: FactDictionary) -> Finding:
    """What the scheme says of this person on this day (inclusive).

    Unknown facts give a verdict DEPENDS with a range and a next question; `person.likely` only
    lifts that to PROBABLY.
    """
    scope = Scope(scheme, dictionary, person, on)
    entitled = scope.entitled()
    reasons = tuple(_reason(condition, scope) for condition in scheme.conditions)
    verdict = _verdict(entitled, scheme, person, on, dictionary)
    amount = scope.named(scheme.amount) if scheme.amount and verdict != Verdict.NOT else None
    missing = _open_facts(entitled, amount, dictionary)
    lacking = _lacking(entitled, amount)
    if lacking:
        verdict, amount = Verdict.DEPENDS, None  # nothing is said that the law does not say
    return Finding(
        scheme=scheme.name,
        on=on,
        verdict=verdict,
        amount_low=_least(amount, entitled),
        amount_high=int(amount.high) if amount else None,
        period=scheme.period,
        reasons=reasons,
        sum=_sum(scope) if entitled.decided and entitled.low and not lacking else (),
        missing=missing,
        next_question=missing[0] if missing else None,
        used=tuple(sorted(n for n, step in scope.steps.items() if step.origin == "fact")),
        engine=ENGINE,
        laws=scheme.digest,
        why_not=_why_not(scheme, reasons) if verdict == Verdict.NOT else (),
        unconfirmed=_unconfirmed(scope),
        lacking=lacking,
    )


def _verdict(
    entitled: Span, scheme: Scheme, person: Person, on: date, dictionary: FactDictionary
) -> Verdict:
    if entitled.decided:
        return Verdict.ENTITLED if entitled.low else Verdict.NOT
    guess = Scope(scheme, dictionary, supposing(person), on).entitled()
    return Verdict.PROBABLY if guess.low else Verdict.DEPENDS


def supposing(person: Person) -> Person:
    """The same person if every missing fact takes its last known value."""
    return Person(
        facts={**person.likely, **person.facts},
        relations={
            name: tuple(supposing(member) for member in members)
            for name, members in person.relations.items()
        },
    )


def _lacking(entitled: Span, amount: Span | None) -> tuple[str, ...]:
    """The missing parameters that this answer waits for; none when it is certainly no."""
    if entitled.decided and not entitled.low:
        return ()
    names = entitled.missing | (amount.missing if amount else frozenset())
    return tuple(sorted(n.removeprefix(LACKING) for n in names if n.startswith(LACKING)))


def _unconfirmed(scope: Scope) -> tuple[str, ...]:
    """Parameters and tables this answer rests on that were not read in the law itself."""
    open_ = scope.scheme.unconfirmed
    used = {step.name.rsplit(".", 1)[-1] for step in scope.steps.values()} if open_ else set()
    return tuple(sorted(used & open_))


def _why_not(scheme: Scheme, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """The fewest false conditions: one that only says something after another is left out."""
    false = {reason.key for reason in reasons if reason.holds is False}
    return tuple(c.key for c in scheme.conditions if c.key in false and false.isdisjoint(c.after))


def _reason(condition: Condition, scope: Scope) -> Reason:
    # What its wording meets is kept apart too: a reason names only the facts it rests on itself.
    value, met = scope.condition(condition)
    scope.touched.append(set())
    detail = _detail(condition, scope)
    met = met | scope.touched.pop()
    holds = bool(value.low) if value.decided else None
    return Reason(
        key=condition.key,
        text=condition.text_not if holds is False else condition.text,
        detail=detail,
        article=condition.article,
        law=condition.law.short,
        law_title=condition.law.title,
        url=link(condition.law.url, condition.article),
        holds=holds,
        facts=tuple(sorted({*met, *value.missing})),
    )


def _detail(condition: Condition, scope: Scope) -> Mapping[str, str] | None:
    if condition.detail is None:
        return None
    values = {str(name): scope.value(node) for name, node in condition.details.items()}
    if not all(value.decided for value in values.values()):
        return None
    return filled(condition.detail, values, condition.detail_types)


def _least(amount: Span | None, entitled: Span) -> int | None:
    if amount is None:
        return None
    low = int(amount.low)  # without a right it is nothing, whatever the sum would say
    return low if entitled.decided else min(0, low)


def _open_facts(entitled: Span, amount: Span | None, dictionary: FactDictionary) -> tuple[str, ...]:
    if entitled.decided and not entitled.low:
        return ()
    names = entitled.missing | (amount.missing if amount else frozenset())
    facts = (name for name in names if not name.startswith(LACKING))
    return tuple(sorted(facts, key=lambda name: asking_cost(name, dictionary)))


def asking_cost(path: str, dictionary: FactDictionary) -> tuple[bool, int, int, str]:
    """Somebody's own facts before those of others; registers before the resident; sensitive last.

    So nobody is asked about a partner before it is known whether there is one.
    """
    of_others = "." in path
    name = path.replace("[]", "").rsplit(".", 1)[-1]
    if name not in dictionary:
        return (of_others, 0, 0, path)
    kind = dictionary[name]
    return (of_others, kind.cost, _SENSITIVITY[kind.sensitivity], path)


def _sum(scope: Scope) -> tuple[SumLine, ...]:
    lines = []
    for line in scope.scheme.sum:
        value = scope.value(line.node)
        if not value.decided:
            return ()
        if value.low or line.total:
            lines.append(
                SumLine(
                    label=line.label,
                    amount=round(value.low),
                    article=line.article,
                    total=line.total,
                    law=scope.scheme.ref.short,
                    url=link(scope.scheme.ref.url, line.article),
                )
            )
    return tuple(lines)
