"""A decision as a worker finds it: written from the law's trace, to be changed; how it will end."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.cases import deciding, letter, revising
from oogopslag.cases.models import Case
from oogopslag.cases.showing import single
from oogopslag.cases.views import DecisionDraft
from oogopslag.core import casework
from oogopslag.core.casework import Outcome, State
from oogopslag.core.law import Finding

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation


def draft_decision(
    organisation: "Organisation", case_id: UUID, outcome: Outcome | None = None
) -> DecisionDraft:
    """A decision letter written from the law's trace. Raises UnknownCase."""
    found = single(Case.objects.filter(organisation=organisation, id=case_id))
    finding = Finding.from_json(found.finding) if found.finding else None
    if State(found.state) not in casework.OPEN and outcome is not None:
        finding = revising.reconsider(found).now
    chosen = outcome or letter.proposed(finding)
    reasons = letter.motivation(finding)
    granted = chosen in (Outcome.GRANT, Outcome.PARTLY) and finding is not None
    return DecisionDraft(
        outcome=chosen,
        amount=finding.amount_high if granted and finding else None,
        period=(finding.period or "") if granted and finding else "",
        motivation=reasons,
        letter=dict(deciding.draft_letter(found, chosen, reasons, finding)),
        revision=found.revision,
    )


def closing_of(organisation: "Organisation", case_id: UUID) -> Mapping[str, str]:
    """How a decision that is sent today ends, below what is typed. Raises UnknownCase."""
    return deciding.closing_of(single(Case.objects.filter(organisation=organisation, id=case_id)))
