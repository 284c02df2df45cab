"""Drafts of applications: start, answer, look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from oogopslag.cases.errors import InvalidAnswers
from oogopslag.cases.finding import finding_for, values_of
from oogopslag.cases.models import Application
from oogopslag.cases.views import ApplicationView, FieldView, PageView
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import FormPage, Question, Service
from oogopslag.core.law import Finding
from oogopslag.core.law.members import missing_apart
from oogopslag.core.values import Actor
from oogopslag.facts import queries as facts
from oogopslag.facts.errors import InvalidFact
from oogopslag.facts.queries import Child, Knowledge, KnownFact
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
    found = catalogue.form(draft.service).page(page)
    asked = _asked(draft, found) if found else {}
    wrong: dict[str, str] = {}
    with transaction.atomic():
        fresh = Application.objects.select_for_update().get(id=draft.id)
        for name, question in asked.items():
            if name in typed:
                kept, sentence = _read(question, typed[name])
                fresh.answers[name] = kept
                if sentence:
                    wrong[name] = sentence
        fresh.save(update_fields=["answers", "changed"])
    draft.answers = fresh.answers
    if wrong:
        raise InvalidAnswers(wrong)


def _asked(draft: Application, page: FormPage) -> dict[str, Question]:
    """The questions of a page by the name of their field: once, or once for each child."""
    if not page.each:
        return {one.fact: one for one in page.questions}
    children = facts.known(draft.resident).children
    return {child.path(one.fact): one for child in children for one in page.questions}


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
    about = _About(draft, knowledge, finding, service, correcting, missing_of(draft, knowledge))
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
    missing: frozenset[str]
    """What the law still needs, children told apart by their place."""

    def known(self, question: Question) -> KnownFact | None:
        facts_of = self.knowledge.partner if question.of_partner else self.knowledge.values
        return facts_of.get(question.fact.removeprefix("partner."))


def missing_of(draft: Application, knowledge: Knowledge) -> frozenset[str]:
    """Raises LawError as `finding_for` does."""
    library, service = catalogue.library(), catalogue.service(draft.service)
    scheme = library.scheme(service.scheme, facts.today())
    person = knowledge.knowing(values_of(draft.answers))
    return missing_apart(scheme, person, facts.today(), library.dictionary)


def _page(page: FormPage, about: _About) -> PageView:
    if page.each:
        fields = [
            _of_child(one, child, place, about)
            for place, child in enumerate(about.knowledge.children)
            for one in page.questions
        ]
        # What plays no part for this child (no childcare, so no price) is not shown.
        fields = [one for one in fields if one.asked or one.answered or one.known]
    else:
        fields = [_field(one, about) for one in page.questions if _applies(one, about)]
    return PageView(key=page.key, title=page.title, fields=tuple(fields))


def _of_child(question: Question, child: Child, place: int, about: _About) -> FieldView:
    fact = question.fact.removeprefix("kinderen.")
    asked = f"kinderen[{place}].{fact}" in about.missing
    field = _shown(question, child.path(fact), child.facts.get(fact), about, asked=asked)
    return replace(field, child=child)


def _applies(question: Question, about: _About) -> bool:
    """Whether the boolean of `when` holds, by answer or register; unknown does not."""
    if not question.when:
        return True
    answered = about.draft.answers.get(question.when, {}).get("value")
    known = about.knowledge.values.get(question.when)
    return bool(answered if answered is not None else known and known.value)


def _field(question: Question, about: _About) -> FieldView:
    asked = question.fact in about.missing
    return _shown(question, question.fact, about.known(question), about, asked=asked)


def _shown(
    question: Question, name: str, known: KnownFact | None, about: _About, *, asked: bool
) -> FieldView:
    given = about.draft.answers.get(name)
    value = given.get("value") if given else None
    correcting = about.correcting == name
    typed = given["typed"] if given else ""
    if not given and correcting and known:
        typed = facts.as_typed(question.kind, known.value)
    return FieldView(
        question=question,
        name=name,
        known=known,
        typed=typed,
        answered=value is not None,
        value=facts.decoded(value) if value is not None else None,
        asked=asked or given is not None or correcting,
        trusted=question.fact in about.service.trusts,
    )
