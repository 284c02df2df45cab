"""Problems in registers of others, as clear sentences on the work list of who can mend them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oogopslag.cases.models import Attention
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

SENTENCES = {
    "no_case_type": gettext_lazy(
        "No published case type names this product. The case waits here; nothing is lost. "
        "Name the product (UPL) in the catalogue, or the case type in our content."
    ),
    "two_case_types": gettext_lazy(
        "Two case types name the same product. The case waits here until content says which one."
    ),
    "no_result_type": gettext_lazy(
        "The case type has no result that fits, so a case could never be closed. "
        "Add one in the catalogue; the case waits here."
    ),
    "no_status_type": gettext_lazy("The case type has no statuses. Add them in the catalogue."),
    "no_initiator": gettext_lazy("The case type has no role for who applies. Add it there."),
    "no_document_type": gettext_lazy("The case type takes no documents. Add a document type."),
    "no_decision_type": gettext_lazy("The case type has no decision type. Add it there."),
    "not_the_initiator": gettext_lazy(
        "The register gave a case that somebody else began. It was shown to nobody. "
        "Check who is named as initiator."
    ),
    "unknown_status": gettext_lazy("The case names a status that does not exist. Check the case."),
    "unknown_statustype": gettext_lazy(
        "The case has a status whose type does not exist. Check the catalogue."
    ),
    "unknown_zaaktype": gettext_lazy("The case names a case type that does not exist."),
    "unknown_resultaat": gettext_lazy("The case names a result that does not exist."),
    "unknown_resultaattype": gettext_lazy("The result of the case has a type that is not there."),
    "unknown_case": gettext_lazy(
        "The register told us news of a case that is not there. Nothing was changed."
    ),
    "unknown_person": gettext_lazy(
        "The register told us news of a case of somebody we do not know. It was shown to nobody."
    ),
    "decided_before_application": gettext_lazy(
        "The decision is dated before the application. It was not written to the register: "
        "check both days."
    ),
    "document_too_large": gettext_lazy("A document is larger than the register takes."),
    "task_without_address": gettext_lazy(
        "A task has no address where it can be done: residents are told to call."
    ),
    "no_request_type": gettext_lazy(
        "No published request type (Open VTB) has this name. The application waits here and is "
        "treated here; publish the type, or name it in the service."
    ),
    "answers_do_not_fit": gettext_lazy(
        "The answers do not fit the published request type (Open VTB): the form and that version "
        "differ. The application waits here and is treated here."
    ),
    "term_differs": gettext_lazy(
        "The register has another last day to decide than the law's term gives. Check which holds."
    ),
    "refused": gettext_lazy(
        "The register does not let us in: check the client id and the secret there."
    ),
    "rejected": gettext_lazy("The register does not accept what we sent."),
    "not_there": gettext_lazy("The register does not know this address: check the setting."),
    "conflict": gettext_lazy("Somebody changed it there at the same time. We look again."),
    "too_busy": gettext_lazy("It is too busy there. We ask again a little later."),
    "unreachable": gettext_lazy("It could not be reached in time. We ask again."),
    "unusable": gettext_lazy("It answered something we cannot use. We ask again."),
}


@dataclass(frozen=True, kw_only=True)
class AttentionRow:
    """One problem; `about` is a case number or the name of a type, never a person."""

    id: UUID
    sentence: str
    about: str
    noticed: datetime
    times: int


def sentence(code: str) -> str:
    return str(SENTENCES.get(code) or _("Something went wrong there. We ask again."))


def notice(organisation: str, problems: Iterable[tuple[str, str]]) -> None:
    """Puts problems on the work list; one that stands there is counted, not doubled."""
    for code, about in problems:
        body = people.organisation_or_none(organisation)
        if body is None:
            continue
        row, made = Attention.objects.get_or_create(
            organisation=body,
            code=code[:30],
            about=about[:120],
            settled=None,
            defaults={"noticed": timezone.now()},
        )
        if not made:
            Attention.objects.filter(id=row.id).update(times=F("times") + 1)


def open_for(organisation: "Organisation", limit: int = 50) -> list[AttentionRow]:
    """What this organisation must look at, oldest first."""
    rows = Attention.objects.filter(organisation=organisation, settled=None).order_by("id")
    return [
        AttentionRow(
            id=row.id,
            sentence=sentence(row.code),
            about=row.about,
            noticed=row.noticed,
            times=row.times,
        )
        for row in rows[:limit]
    ]


def settle(organisation: "Organisation", attention_id: UUID) -> None:
    """Somebody looked at it; when it happens again it comes back."""
    Attention.objects.filter(organisation=organisation, id=attention_id).update(
        settled=timezone.now()
    )
