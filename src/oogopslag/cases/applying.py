"""Drafts of applications: start, answer, look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from oogopslag.cases.errors import InvalidAnswers
from oogopslag.cases.finding import finding_for
from oogopslag.cases.models import Application
from oogopslag.cases.views import ApplicationView, FieldView, PageView
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import FormPage, Question, Service
from oogopslag.core.law import Finding
from oogopslag.core.values import Actor
from oogopslag.facts import queries as facts
from oogopslag.facts.errors import InvalidFact
from oogopslag.facts.queries import Knowledge, KnownFact
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@transaction.atomic
def start(resident: "Resident", service: str, *, by: Actor | None = None) -> Application:
    """The open draft for this service, made when there is none; `by`: a helper who begins it.

    Raises UnknownService.
    """
    catalogue.service(service)
    draft, made = Application.objects.get_or_create(
        resident=resident, service=service, submitted=None
    )
    if made:
        actor = by or Actor(kind="resident", id=str(resident.id))
        journal.write("cases.started", actor=actor, resident=resident.id, service=service)
    return draft


def draft_of(resident: "Resident", service: str) -> Application | None:
    return Application.objects.filter(resident=resident, service=service, submitted=None).first()


def answer(draft: Application, page: str, typed: Mapping[str, str]) -> None:
    """Keeps what was typed on a page, readable or not; an empty answer means: not known.

    Raises InvalidAnswers after keeping everything.
    """
    form = catalogue.form(draft.service)
    found = form.page(page)
    wrong: dict[str, str] = {}
    with transaction.atomic():
        fresh = Application.objects.select_for_update().get(id=draft.id)
        for question in found.questions if found else ():
            if question.fact in typed:
                kept, sentence = _read(question, typed[question.fact])
                fresh.answers[question.fact] = kept
                if sentence:
                    wrong[question.fact] = sentence
        fresh.save(update_fields=["answers", "changed"])
    draft.answers = fresh.answers
    if wrong:
        raise InvalidAnswers(wrong)


def _read(question: Question, typed: str) -> tuple[dict[str, Any], str]:
    text = typed.strip()
    if not text:
        return {"typed": "", "value": None}, ""
    try:
        value = facts.typed(question.kind, text)
    except InvalidFact as error:
        return {"typed": text, "value": None}, str(error)
    return {"typed": text, "value": facts.encoded(value)}, ""


def forget(draft: Application, fact: str) -> None:
    """Takes a contradiction back: the registered fact counts again."""
    draft.answers.pop(fact, None)
    draft.save(update_fields=["answers", "changed"])


def view(draft: Application, *, correcting: str = "") -> ApplicationView:
    """The draft with what is known; `correcting` opens one known fact for contradiction."""
    knowledge = facts.known(draft.resident)
    finding = finding_for(knowledge, draft.service, draft.answers, facts.today())
    service = catalogue.service(draft.service)
    about = _About(draft, knowledge, finding, service, correcting)
    pages = tuple(_page(page, about) for page in catalogue.form(draft.service).pages)
    return ApplicationView(
        id=draft.id, service=service, pages=pages, finding=finding, changed=draft.changed
    )


@dataclass(frozen=True)
class _About:
    """What every field of one draft looks at."""

    draft: Application
    knowledge: Knowledge
    finding: Finding
    service: Service
    correcting: str

    def known(self, question: Question) -> KnownFact | None:
        facts_of = self.knowledge.partner if question.of_partner else self.knowledge.values
        return facts_of.get(question.fact.removeprefix("partner."))


def _page(page: FormPage, about: _About) -> PageView:
    fields = [_field(one, about) for one in page.questions if _applies(one, about)]
    return PageView(key=page.key, title=page.title, fields=tuple(fields))


def _applies(question: Question, about: _About) -> bool:
    """Whether the boolean of `when` holds, by answer or register; unknown does not."""
    if not question.when:
        return True
    answered = about.draft.answers.get(question.when, {}).get("value")
    known = about.knowledge.values.get(question.when)
    return bool(answered if answered is not None else known and known.value)


def _field(question: Question, about: _About) -> FieldView:
    known, given = about.known(question), about.draft.answers.get(question.fact)
    value = given.get("value") if given else None
    correcting = about.correcting == question.fact
    typed = given["typed"] if given else ""
    if not given and correcting and known:
        typed = facts.as_typed(question.kind, known.value)
    return FieldView(
        question=question,
        name=question.fact,
        known=known,
        typed=typed,
        answered=value is not None,
        value=facts.decoded(value) if value is not None else None,
        asked=question.fact in about.finding.missing or given is not None or correcting,
        trusted=question.fact in about.service.trusts,
    )
