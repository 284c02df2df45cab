"""What would change the answer: the amount of a fact, or the day, at which it turns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oogopslag.core.law.days import turning_days
from oogopslag.core.law.finding import Change, Text
from oogopslag.core.law.scope import Scope
from oogopslag.core.law.span import Span
from oogopslag.core.law.subject import FactDictionary, FactKind, Person
from oogopslag.core.law.tree import Condition, Scheme
from oogopslag.core.law.words import filled, money

EURO = 100
_WHOLE_EUROS = frozenset({"belastingdienst", "duo"})
"""Registers of yearly amounts of the income tax, which are whole euros."""
_ENDS: Text = {"nl": "Dan heeft u er geen recht meer op", "en": "Then you are no longer entitled"}
_BEGINS: Text = {"nl": "Dan heeft u er wel recht op", "en": "Then you are entitled to it"}
_FREE: Text = {"nl": "Dan hoeft u niet meer te betalen", "en": "Then you no longer have to pay"}
_CHARGED: Text = {"nl": "Dan moet u wel betalen", "en": "Then you do have to pay"}
_MAY: Text = {"nl": "Dan heeft u er misschien wel recht op", "en": "Then you may be entitled to it"}
_MAY_PAY: Text = {"nl": "Dan moet u misschien wel betalen", "en": "Then you may have to pay"}
_NONE: Text = {"nl": "geen", "en": "none"}
_MORE: Text = {"nl": "meer dan {grens}", "en": "more than {grens}"}
_LESS: Text = {"nl": "minder dan {grens}", "en": "less than {grens}"}
_AT_MOST: Text = {"nl": "hoogstens {grens}", "en": "at most {grens}"}
_AT_LEAST: Text = {"nl": "minstens {grens}", "en": "at least {grens}"}
_FROM: Text = {"nl": "Vanaf {dag}", "en": "From {dag}"}


@dataclass(frozen=True)
class _Case:
    """One scheme for one person on one day, and the same with one thing different."""

    scheme: Scheme
    person: Person
    on: date
    dictionary: FactDictionary
    pays: bool = False

    @property
    def ends(self) -> Text:
        return _FREE if self.pays else _ENDS

    def starts(self, surely: bool) -> Text:
        if surely:
            return _CHARGED if self.pays else _BEGINS
        return _MAY_PAY if self.pays else _MAY

    def scope(self, on: date | None = None, path: str = "", value: int = 0) -> Scope:
        person = self.person.knowing({path: value}) if path else self.person
        return Scope(self.scheme, self.dictionary, person, on or self.on)

    def right(self, path: str, value: int) -> bool | None:
        """Whether there is a right with another value; None while something else is open then."""
        entitled = self.scope(path=path, value=value).entitled()
        return bool(entitled.low) if entitled.decided else None

    def holds(self, path: str, value: int, *, maybe: bool = False) -> bool:
        right = self.right(path, value)
        return right is True or (maybe and right is None)


def changes(
    scheme: Scheme, person: Person, on: date, dictionary: FactDictionary, *, pays: bool = False
) -> tuple[Change, ...]:
    """At which amount of a fact, and on which day, the answer turns; with `pays` it is a charge.

    Only when the answer is certain now: else the missing facts come first. At the amount that is
    told there is a right, or there may be one once more is known. One step beyond it there is none
    (a cent, or a euro where a register has no cents). Days are found with the rules as they are
    now, but no amount of a year whose figures are not stated yet.
    """
    case = _Case(scheme, person, on, dictionary, pays)
    scope = case.scope()
    entitled = scope.entitled()
    if not entitled.decided:
        return ()
    now = bool(entitled.low)
    if now and scheme.amount:
        scope.named(scheme.amount)
    return (*_amounts(case, scope, now), *_days(case, now))


def _amounts(case: _Case, scope: Scope, now: bool) -> Iterator[Change]:
    told = {threshold.fact: threshold for threshold in case.scheme.thresholds}
    used = [name for name, step in scope.steps.items() if step.origin == "fact"]
    for path in dict.fromkeys([*told, *used]):
        value, kind = _number(case, path), case.dictionary.kind_of(path)
        if value is None or not isinstance(kind.low, int) or not isinstance(kind.high, int):
            continue
        step = step_of(kind)
        above, surely = _turn(case, path, (value, kind.high), step, now)
        if above is not None:
            text, effect = (_MORE, case.ends) if now else (_AT_LEAST, case.starts(surely))
            if now and path in told:
                text, effect = told[path].text, told[path].effect
            yield _change(kind, path, above, text, effect)
        below, surely = _turn(case, path, (value, kind.low), step, now)
        # That a bill of nothing gives nothing needs no telling.
        if below is not None and not (now and kind.type == "amount" and below <= 1):
            text, effect = (_LESS, case.ends) if now else (_AT_MOST, case.starts(surely))
            text = _NONE if text is _AT_MOST and kind.type == "number" and not below else text
            yield _change(kind, path, below, text, effect)


def _number(case: _Case, path: str) -> int | None:
    """The amount or number of a fact of the person or the partner, when it is exactly known."""
    person, name = case.person, path
    if path.startswith("partner."):
        person, name = (case.person.relations.get("partner") or (Person(),))[0], path[8:]
    value = person.facts.get(name) if "." not in name and "[" not in name else None
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return None
    return int(value) if Fraction(value).denominator == 1 else None


def _turn(
    case: _Case, path: str, ends: tuple[int, int], step: int, now: bool
) -> tuple[int | None, bool]:
    """Where it turns between here and there: the last amount of a right that ends, the first of
    one that begins; None where nothing turns, or where a right only becomes open. With it whether
    the right that begins is sure: when none is, the first amount of one that may be."""
    here, there = ends
    far = case.right(path, there) if here != there else now
    if far is now:
        return None, True
    maybe = far is None and not now
    same, other = here, there
    while abs(other - same) > 1:
        middle = (same + other) // 2
        if case.holds(path, middle, maybe=maybe) == now:
            same = middle
        else:
            other = middle
    up = (there > here) != now  # the right lies above
    value = same if now else other
    told = (-(-value // step) if up else value // step) * step
    beyond = case.right(path, told - step if up else told + step)
    turns = case.holds(path, told, maybe=maybe)
    ends_there = beyond is False if now or maybe else beyond is not True
    return (told if turns and ends_there else None), not maybe


def step_of(kind: FactKind) -> int:
    """The smallest difference a fact is told in: a whole euro where the register has no cents."""
    return EURO if kind.type == "amount" and kind.source in _WHOLE_EUROS else 1


def _change(kind: FactKind, path: str, value: int, text: Text, effect: Text) -> Change:
    words = filled(text, {"grens": Span(value, value)}, {"grens": kind.type})
    if text in (_MORE, _LESS, _AT_MOST, _AT_LEAST, _NONE):
        words = {n: f"{_label(kind, path, n)}: {said}" for n, said in words.items()}
    return Change(text=words, fact=path, threshold=value, effect=effect)


def _label(kind: FactKind, path: str, language: str) -> str:
    partner = {"nl": " (partner)", "en": " (partner)"}
    return kind.label[language] + (partner[language] if path.startswith("partner.") else "")


def _days(case: _Case, now: bool) -> Iterator[Change]:
    """The first day on which the right begins or ends, and before it a change of the amount."""
    before, amount_told = {c.key: _holds(case, c, case.on) for c in case.scheme.conditions}, False
    paid = _paid(case, case.on) if now else None
    for day in turning_days(case.scheme, case.scope(), case.on):
        entitled = case.scope(day).entitled()
        # A no that time lifts need not be a yes yet: what is missing then comes to matter.
        if (entitled.decided and not entitled.low) if now else entitled.high:
            effect = case.ends if now else case.starts(bool(entitled.low))
            yield _on_day(day, _because(effect, case, day, before))
            return
        if now and not amount_told and (new := _paid(case, day)) is not None and new != paid:
            amount_told = True
            yield _on_day(day, _becomes(new, day.year, known=day.year <= case.scheme.figures_until))


def _becomes(amount: int, year: int, *, known: bool) -> Text:
    if not known:
        return {
            "nl": f"Dan verandert het bedrag. De cijfers van {year} zijn nog niet bekend",
            "en": f"Then the amount changes. The figures for {year} are not known yet",
        }
    return {
        "nl": f"Dan wordt het bedrag {money(amount, 'nl')}",
        "en": f"Then the amount becomes {money(amount, 'en')}",
    }


def _paid(case: _Case, day: date) -> int | None:
    if not case.scheme.amount:
        return None
    value = case.scope(day).named(case.scheme.amount)
    return int(value.low) if value.decided else None


def _holds(case: _Case, condition: Condition, day: date) -> bool:
    return bool(case.scope(day).value(condition.node).low)


def _because(effect: Text, case: _Case, day: date, before: dict[str, bool]) -> Text:
    """What happens that day, with the condition that turned: "…: u heeft de AOW-leeftijd"."""
    for condition in case.scheme.conditions:
        after = _holds(case, condition, day)
        if after != before[condition.key]:
            why = condition.text if after else condition.text_not
            return {one: f"{said}: {_within(why[one])}" for one, said in effect.items()}
    return effect


def _within(sentence: str) -> str:
    """A sentence as it goes on after a colon; a name in capitals keeps them."""
    first, _, _ = sentence.partition(" ")
    return sentence if first[1:].isupper() else sentence[:1].lower() + sentence[1:]


def _on_day(day: date, effect: Text) -> Change:
    text = filled(_FROM, {"dag": Span(day, day)}, {"dag": "date"})
    return Change(text=text, fact="peildatum", threshold=day, effect=effect)
