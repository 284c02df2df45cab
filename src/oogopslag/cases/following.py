"""Running cases follow a new version of a rule, where its transitional law says so."""

from datetime import date
from uuid import UUID

from django.db import transaction

from oogopslag.cases.finding import finding_for
from oogopslag.cases.models import Case
from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import SYSTEM
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

BATCH = 200


def follow_rules() -> int:
    """Computes open cases anew under versions that came into force; says how many.

    A version with eerbiedigende werking is not here: cases from before keep their finding. A
    batch at a time; a version is done when none of its cases is left.
    """
    today = facts.today()
    done = 0
    for rule_id, scheme, since in catalogue.rules_to_follow(today):
        catalogue_actions.look_for_rules()
        followed = _batch(scheme, since, today)
        done += followed
        if followed == 0:
            catalogue_actions.note_followed(rule_id)
    return done


def _batch(scheme: str, since: date, today: date) -> int:
    services = [one.slug for one in catalogue.services() if one.scheme == scheme]
    laws = catalogue.library().scheme(scheme, today).digest
    waiting = Case.objects.filter(
        service__in=services, kind=Case.APPLICATION, closed=None, received__date__lt=since
    ).exclude(finding__laws=laws)
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:BATCH])
    for case_id in ids:
        _follow(case_id, since, today)
    return len(ids)


@transaction.atomic
def _follow(case_id: UUID, since: date, today: date) -> None:
    """What was answered stays; the law is read anew, and an open decision form is told so."""
    case = Case.objects.select_for_update(of=("self",)).select_related("resident").get(id=case_id)
    if case.closed is not None:
        return
    answers = {one["fact"]: one for one in case.answers if one["source"] == "resident"}
    finding = finding_for(facts.known(case.resident), case.service, answers, today)
    case.finding, case.revision = finding.to_json(), case.revision + 1
    case.save(update_fields=["finding", "revision"])
    service = catalogue.service(case.service)
    journal.write(
        "cases.rule_followed",
        actor=SYSTEM,
        resident=case.resident_id,
        organisation=service.organisation,
        chain=f"case:{case.id}",
        laws=finding.laws,
        valid_from=since,
    )
    facts_actions.note_use(
        case.resident,
        finding.used,
        purpose=service.purpose,
        who=people.organisation(service.organisation).name,
        service=service.slug,
        activity=service.activity,
    )
