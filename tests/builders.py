"""Builders of what tests start from: people, content, a case in some state."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.test import Client

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.catalogue import actions as catalogue
from oogopslag.core.casework import Outcome
from oogopslag.core.values import Bsn
from oogopslag.facts import actions as facts
from oogopslag.facts import queries as known
from oogopslag.people import actions as people
from oogopslag.people import queries as who

SUZANNE, MEHMET, FATMA, JOKE, DAAN = (
    Bsn(number) for number in ("999000020", "999000032", "999000044", "999000056", "999000068")
)
_BACKEND = "oogopslag.people.backend.Backend"


def world() -> None:
    """Content, organisations and the demo personas."""
    catalogue.load(settings.CONFIG.content)
    facts.load_personas()


def resident(bsn: Bsn = SUZANNE) -> Any:
    """A persona whose registers were asked."""
    found = who.resident_by_bsn(bsn)
    facts.refresh(found)
    if partner := known.partner_of(found):
        facts.refresh(partner)
    return who.resident_by_bsn(bsn)


def staff(*roles: str, organisation: str = "dienst-toeslagen", name: str = "Karim Bos") -> Any:
    subject = name.lower().replace(" ", "-")
    account = people.welcome_staff(
        subject, name, {organisation: list(roles or ("treat", "decide"))}
    )
    return who.staff_of(account)


def signed_in(who_: Any) -> Client:
    """A browser in which this resident or member of staff is signed in."""
    if who_.account is None:
        who_.account = people.welcome_resident(who.bsn_of(who_), level="substantial")
    client = Client(headers={"accept-language": "nl"})
    client.force_login(who_.account, backend=_BACKEND)
    return client


def case(of: Any, key: str = "one", answers: Mapping[str, Mapping[str, str]] | None = None) -> Any:
    """A submitted application for zorgtoeslag."""
    draft = cases.start(of, "zorgtoeslag")
    for page, typed in (answers or {}).items():
        cases.answer(draft, page, typed)
    return cases.submit(draft, key=key)


def decided(of: Any, by: Any, outcome: Outcome = Outcome.GRANT, key: str = "one") -> Any:
    """A case with a decision."""
    made = case(of, key)
    draft = case_queries.draft_decision(made.organisation, made.id, outcome)
    departs = outcome != Outcome.GRANT
    return cases.decide(
        made.id,
        by,
        outcome=outcome,
        motivation=draft.motivation["nl"],
        letter_text=draft.letter,
        departure="Omdat het moet." if departs else "",
        hardship=False,
        revision=draft.revision,
    )
