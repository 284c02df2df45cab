"""What goes on in the demonstration's town: applications, decisions, questions and answers.

Everything happens through the same actions a person would use, once, and is drawn from a seed.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as cases_queries
from oogopslag.core.values import Actor, Bsn
from oogopslag.facts import queries as facts
from oogopslag.facts.population import VEENSTAD, inhabitants
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as inbox_queries
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.possibilities import actions as possibilities

WORKERS = {
    "dienst-toeslagen": ("karim-bos", "Karim Bos"),
    "gemeente-veenstad": ("anne-smit", "Anne Smit"),
    "waterschap-drieland": ("demo-waterschap", "Tom Visser"),
    "provincie-middenland": ("demo-provincie", "Noor de Boer"),
    "svb": ("demo-svb", "Inge Mulder"),
}
MEHMET = Bsn("999000032")
SEED = 7
QUESTION = {
    "nl": "Stuurt u ons een kopie van uw laatste afschrift? Een foto is goed genoeg.",
    "en": "Please send us a copy of your latest statement. A photo is good enough.",
}
ON_PAPER = (5, 19, 33, 44, 51, 58)
"""So many days ago it came in on paper: a work list has short terms, and one too late."""
QUESTIONS = (
    "Wanneer krijg ik het geld?",
    "Ik ga volgende maand verhuizen. Moet ik dat ook bij u doorgeven?",
    "Mag mijn dochter namens mij bellen?",
    "Klopt het inkomen dat u gebruikte? Ik werk sinds kort minder.",
)


def live(size: int, seed: int, applicants: int = 40) -> int:
    """Lets people of the town apply, and staff work; gives how many cases were made.

    Where somebody did so before, nothing happens.
    """
    if cases_queries.of_resident(who.resident_by_bsn(MEHMET)):
        return 0
    chance = random.Random(SEED)  # noqa: S311 -- a demonstration, no secret
    workers = {slug: _worker(slug, *one) for slug, one in WORKERS.items()}
    made = _mehmet(workers)
    for resident in _adults(size, seed, applicants):
        for service in _certain(resident)[:2]:
            made += _one(resident, service, workers, chance)
    return made


def _worker(slug: str, subject: str, name: str) -> Any:
    account = people.welcome_staff(subject, name, {slug: ["treat", "decide"]})
    return who.staff_of(account)


def _adults(size: int, seed: int, most: int) -> Iterator[Any]:
    today = facts.today()
    people_of_town = inhabitants(
        settings.CONFIG.content / "population",
        size=size,
        seed=seed,
        today=today.replace(month=1, day=1),
        town=VEENSTAD,
    )
    adults = (one for one in people_of_town if "belastingdienst" in one.registers)
    for _, one in zip(range(most), adults, strict=False):
        yield who.resident_by_bsn(one.bsn)


def _certain(resident: Any) -> list[Any]:
    """The services somebody is sure to get, without a question left."""
    found = possibilities.current(resident)
    return [one.service for one in found if str(one.finding.verdict) == "entitled"]


def _apply(resident: Any, service: str) -> Any:
    return cases.submit(cases.start(resident, service), key=f"demo:{service}")


def _one(resident: Any, service: Any, workers: Any, chance: random.Random) -> int:
    worker = workers.get(service.organisation)
    if worker is None:
        return 0
    what = chance.choice(("paper", "waits", "asked", "decided", "answered"))
    if what == "paper":
        _on_paper(resident, service.slug, worker, days=chance.choice(ON_PAPER))
        return 1
    case = _apply(resident, service.slug)
    match what:
        case "asked":
            _ask(case, worker, days=chance.choice((7, 14, 21)))
        case "decided" | "answered":
            _decide(case, worker)
            if what == "answered":
                _reply(case, resident, chance.choice(QUESTIONS))
    return 1


def _on_paper(resident: Any, service: str, worker: Any, days: int) -> None:
    cases.typed_in(
        worker,
        resident,
        service,
        channel="paper",
        received=facts.today() - timedelta(days=days),
        typed={},
        key=f"demo:{service}",
    )


def _ask(case: Any, worker: Any, days: int) -> None:
    due = facts.today() + timedelta(days=days)
    cases.ask_supplement(case.id, worker, text=QUESTION["nl"], due=due)


def _decide(case: Any, worker: Any) -> None:
    found = cases_queries.case_for_staff(case.organisation, case.id, worker)
    outcome = cases_queries.proposed(found)
    draft = cases_queries.draft_decision(case.organisation, case.id, outcome)
    cases.decide(
        case.id,
        worker,
        outcome=outcome,
        motivation=draft.motivation["nl"],
        letter_text=draft.letter,
        departure="",
        hardship=False,
        revision=draft.revision,
    )


def _reply(case: Any, resident: Any, text: str) -> None:
    (row, *_) = inbox_queries.threads_of(resident, limit=1)
    thread = inbox_queries.row_of_resident(resident, row.id)
    actor = Actor(kind="resident", id=str(resident.id))
    inbox.reply(thread, actor=actor, text=text, key=f"demo:{case.id}")


def _mehmet(workers: Any) -> int:
    """One persona has something to do, something running and something new."""
    resident = who.resident_by_bsn(MEHMET)
    certain = {one.slug: one for one in _certain(resident)}
    made = 0
    if "isolatiehulp" in certain:
        _ask(_apply(resident, "isolatiehulp"), workers["provincie-middenland"], days=10)
        made += 1
    if "rijbewijs" in certain:
        _decide(_apply(resident, "rijbewijs"), workers["gemeente-veenstad"])
        made += 1
    return made
