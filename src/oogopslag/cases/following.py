"""Running cases follow a new version of a law, where its transitional law says so."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import recomputed
from oogopslag.cases.finding import finding_for, reading_day, receipt_for
from oogopslag.cases.models import Case, Recomputation
from oogopslag.cases.moving import locked, write
from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Finding
from oogopslag.core.law.tree import Scheme
from oogopslag.core.values import SYSTEM
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts

BATCH = 200
RULE = "rule"
"""What `review` says of an open case whose answer changed with the rules."""


def follow_rules() -> int:
    """Computes open cases anew under versions that came into force; says how many.

    Shipped and published versions alike. A version with eerbiedigende werking is not here: cases
    from before keep their finding. A batch at a time; a version is done when none of its cases is
    left.
    """
    catalogue_actions.look_for_rules()
    done = 0
    for scheme in catalogue.versions_to_follow(facts.today()):
        followed = _batch(scheme)
        done += followed
        if followed == 0:
            catalogue_actions.note_followed(scheme)
    return done


def _batch(scheme: Scheme) -> int:
    services = [one.slug for one in catalogue.services() if one.scheme == scheme.name]
    waiting = Case.objects.filter(
        service__in=services,
        kind=Case.APPLICATION,
        closed=None,
        received__date__lt=scheme.valid_from,
    ).exclude(finding__laws=scheme.digest)
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:BATCH])
    for case_id in ids:
        _follow(case_id, scheme)
    return len(ids)


@transaction.atomic
def _follow(case_id: UUID, scheme: Scheme) -> None:
    """What was answered stays, and what was found before too; resident and civil servant are told.

    An open decision form is told that the case changed.
    """
    case = locked(case_id)
    if case.closed is not None:
        return
    before = Finding.from_json(case.finding) if case.finding else None
    row = Recomputation.objects.create(
        case=case,
        valid_from=scheme.valid_from,
        law=dict(scheme.ref.title),
        article=scheme.transition.article if scheme.transition else "",
        finding=case.finding,
        receipt=case.receipt,
    )
    finding = _computed(case)
    if before is None or recomputed.outcome(before) != recomputed.outcome(finding):
        case.review = RULE
    case.save(update_fields=["finding", "receipt", "revision", "review"])
    write(
        "cases.rule_followed", case, SYSTEM, laws=finding.laws, valid_from=scheme.valid_from,
        changed=case.review == RULE,
    )  # fmt: skip
    recomputed.tell(case, row, before, finding)
    _note_use(case, finding)


def _computed(case: Case) -> Finding:
    answers = {one["fact"]: one for one in case.answers if one["source"] == "resident"}
    knowledge = facts.known(case.resident)
    day = reading_day(case.service, timezone.localdate(case.received))
    finding = finding_for(knowledge, case.service, answers, day)
    case.finding = finding.to_json()
    case.receipt = receipt_for(knowledge, case.service, answers, finding)
    case.revision += 1
    return finding


def _note_use(case: Case, finding: Finding) -> None:
    service = catalogue.service(case.service)
    facts_actions.note_use(
        case.resident,
        finding.used,
        purpose=service.purpose,
        who=case.organisation.name,
        service=service.slug,
        activity=service.activity,
    )
