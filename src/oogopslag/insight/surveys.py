"""One engine for every survey: fixed wordings, anonymous tokens, 90 days of rest, intervals."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone

from oogopslag.core import survey
from oogopslag.core.law import Text
from oogopslag.core.survey import Estimate, Respondent
from oogopslag.core.values import SYSTEM
from oogopslag.insight import content, pseudonym
from oogopslag.insight.errors import LeftAlone, SurveyClosed, WrongAnswer
from oogopslag.insight.models import SurveyAnswer, SurveyRest, SurveyToken
from oogopslag.journal import actions as journal

OPEN_DAYS = 42


class ChangedWording(ValueError):
    """A wording was changed under its old id: a changed word is a new item."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question in one fixed wording; `measured` is the indicator that says how it is."""

    id: str
    text: Text
    codes: tuple[str, ...]
    vng: str
    measured: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A survey: who is asked, and the margins its weights are raked to."""

    key: str
    who: str
    name: Text
    margins: Mapping[str, Mapping[str, float]]
    items: tuple[Item, ...]

    def item(self, key: str) -> Item:
        return next(one for one in self.items if one.id == key)


@cache
def instruments() -> dict[str, Instrument]:
    """Raises ChangedWording."""
    return {key: _instrument(key, row) for key, row in content.load("surveys.yaml")[
        "instruments"].items()}  # fmt: skip


def _instrument(key: str, row: Mapping[str, object]) -> Instrument:
    rows: list[dict[str, object]] = row["items"]  # type: ignore[assignment]  # from YAML
    return Instrument(
        key=key,
        who=str(row["who"]),
        name=row["name"],  # type: ignore[arg-type]  # from YAML
        margins=row["margins"],  # type: ignore[arg-type]  # from YAML
        items=tuple(_item(one) for one in rows),
    )


def _item(row: Mapping[str, object]) -> Item:
    text: Text = row["text"]  # type: ignore[assignment]  # from YAML
    if hashlib.sha256(text["nl"].encode()).hexdigest()[:8] != row["digest"]:
        raise ChangedWording(f"{row['id']}: a changed word is a new item with a new id.")
    codes: list[str] = row["codes"]  # type: ignore[assignment]  # from YAML
    return Item(
        id=str(row["id"]), text=text, codes=tuple(codes), vng=str(row.get("vng", "")),
        measured=str(row.get("measured", "")),
    )  # fmt: skip


@transaction.atomic
def invite(
    instrument: str, wave: str, strata: Mapping[str, int], *, organisation: str = ""
) -> list[str]:
    """Fresh tokens, so many per stratum; only their hashes are kept, and never who got which."""
    tokens, rows = [], []
    for stratum, many in strata.items():
        for _ in range(many):
            token = secrets.token_urlsafe(12)
            tokens.append(token)
            rows.append(
                SurveyToken(
                    instrument=instrument, wave=wave, digest=_digest(token), stratum=stratum,
                    organisation=organisation,
                    expires=timezone.localdate() + timedelta(days=OPEN_DAYS),
                )
            )  # fmt: skip
    SurveyToken.objects.bulk_create(rows, batch_size=500)
    journal.write("insight.survey_sent", actor=SYSTEM, instrument=instrument,
                  invitations=len(rows))  # fmt: skip
    return tokens


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_survey(token: str) -> Instrument:
    """What this token may answer. Raises SurveyClosed."""
    return instruments()[_token(token).instrument]


def about(token: str) -> str:
    """The organisation an invitation asks about; empty: about none in particular.

    Raises SurveyClosed.
    """
    return _token(token).organisation


def _token(token: str) -> SurveyToken:
    found = SurveyToken.objects.filter(
        digest=_digest(token), used=False, expires__gte=timezone.localdate()
    ).first()
    if found is None:
        raise SurveyClosed
    return found


@transaction.atomic
def answer(token: str, codes: Mapping[str, str]) -> int:
    """Keeps the answers apart from the token, with the day only; a partial set is kept too.

    Raises SurveyClosed, WrongAnswer.
    """
    found = _token(token)
    if not SurveyToken.objects.filter(id=found.id, used=False).update(used=True):
        raise SurveyClosed  # it was sent twice at the same moment
    _keep(found.instrument, found.wave, found.organisation, found.stratum, codes)
    return len(codes)


@transaction.atomic
def after_contact(person: str, organisation: str, codes: Mapping[str, str]) -> None:
    """ "Na contact": at most once per 90 days for a person, over every channel together.

    `person` is a keyed hash of other rooms. Raises LeftAlone, WrongAnswer.
    """
    today = timezone.localdate()
    _begin_rest(person, today)
    _keep("contact", f"{today:%Y-%m}", organisation, "", codes)


@transaction.atomic
def ask_after_contact(person: str, organisation: str) -> str:
    """One invitation about this contact: a token that leads to no person. The rest begins with the
    asking, answered or not. Raises LeftAlone.
    """
    today = timezone.localdate()
    _begin_rest(person, today)
    return invite("contact", f"{today:%Y-%m}", {"": 1}, organisation=organisation)[0]


def may_ask(person: str, today: date) -> bool:
    """Whether this person may be asked, by whatever channel."""
    key = pseudonym.of_person(person)
    return not SurveyRest.objects.filter(person=key, until__gt=today).exists()


def _begin_rest(person: str, today: date) -> None:
    """Leaves somebody alone for 90 days, once: of two at a time one is refused."""
    key = pseudonym.of_person(person)
    until = today + timedelta(days=int(content.load("surveys.yaml")["rest_days"]))
    row, made = SurveyRest.objects.select_for_update().get_or_create(
        person=key, defaults={"until": until}
    )
    if not made and row.until > today:
        raise LeftAlone
    row.until = until
    row.save(update_fields=["until"])


def _keep(
    instrument: str, wave: str, organisation: str, stratum: str, codes: Mapping[str, str]
) -> None:
    items = {one.id: one for one in instruments()[instrument].items}
    for key, code in codes.items():
        if key not in items or code not in items[key].codes:
            raise WrongAnswer
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            instrument=instrument, wave=wave, organisation=organisation, stratum=stratum,
            item=key, code=code, day=timezone.localdate(),
        )
        for key, code in codes.items()
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Result:
    """Shares of one item in one wave; `empty` names the strata nobody answered for."""

    item: Item
    wave: str
    n: int | None
    shares: Mapping[str, Estimate]
    empty: tuple[str, ...]


def result(
    instrument: str, item: str, wave: str, *, organisation: str = "", stratum: str = ""
) -> Result:
    """The weighted shares of each answer. A stratum is "margin=cell" parts, with semicolons."""
    one = instruments()[instrument]
    rows = SurveyAnswer.objects.filter(instrument=instrument, item=item, wave=wave)
    if organisation:
        rows = rows.filter(organisation=organisation)
    if stratum:
        rows = rows.filter(stratum=stratum)
    people = [
        Respondent(cells=_cells(told), code=code)
        for told, code in rows.order_by("id").values_list("stratum", "code")
    ]
    margins = one.margins if all(set(one.margins) <= set(p.cells) for p in people) else {}
    weights, empty = survey.rake(people, margins)
    shares = {code: survey.estimate(people, weights, code) for code in one.item(item).codes}
    n = len(people) if len(people) >= survey.HIDDEN else None
    return Result(item=one.item(item), wave=wave, n=n, shares=shares, empty=empty)


def _cells(stratum: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in stratum.split(";") if "=" in part)


def scale(instrument: str, item: str, wave: str, strata: Sequence[str]) -> dict[str, float]:
    """The mean of a 1-to-5 item per stratum with at least thirty answers."""
    found: dict[str, list[float]] = {}
    rows = SurveyAnswer.objects.filter(
        instrument=instrument, item=item, wave=wave, stratum__in=list(strata)
    )
    for told, code in rows.values_list("stratum", "code"):
        found.setdefault(told, []).append(float(code))
    return {
        told: sum(values) / len(values)
        for told, values in found.items()
        if len(values) >= survey.NO_SHARE
    }


def waves(instrument: str) -> list[str]:
    """The waves with answers, newest first."""
    rows = SurveyAnswer.objects.filter(instrument=instrument).values_list("wave", flat=True)
    found = {wave.removesuffix("-belang") for wave in rows.distinct()}
    return sorted(found, reverse=True)


def answer_words() -> dict[str, list[tuple[str, Text]]]:
    """The answers of every item as people read them, in the order of its codes."""
    words: dict[str, Text] = content.load("surveys.yaml")["words"]
    return {
        item.id: [(code, words.get(code) or {"nl": code, "en": code}) for code in item.codes]
        for one in instruments().values()
        for item in one.items
    }
