"""What people say of a guide, and what its owner does with it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.journal import actions as journal
from oogopslag.paper import library
from oogopslag.paper.errors import EmptyRemark, NotYourGuide, UnknownGuide
from oogopslag.paper.models import Quality, Remark, Review
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Staff

KINDS = ("unclear", "wrong", "missing", "translation")
COUNTED = ("recognised", "mistaken", "unknown")
ABSENT = "absent"
"""The kind of a remark about a paper that has no guide."""
WITHIN = 10
"""Working days in which the owner of a form looks at a remark."""
LONGEST = 1000


@transaction.atomic
def remark(
    guide_id: str, edition: str, *, field: str, kind: str, language: str, text: str
) -> Remark:
    """Puts a remark on the owner's work list. Raises EmptyRemark, UnknownGuide.

    Whoever says it stays unknown: a remark needs no account and holds no name.
    """
    guide = library.guide(guide_id)
    if guide.edition(edition) is None:
        raise UnknownGuide(edition)
    if kind not in KINDS or (kind in {"wrong", "missing"} and not text.strip()):
        raise EmptyRemark
    known = {one.key for one in guide.fields}
    made = Remark.objects.create(
        organisation=guide.organisation,
        guide=guide.id,
        edition=edition,
        field=field if field in known else "",
        kind=kind,
        language=language,
        text=text.strip()[:LONGEST],
        due=terms.add_working_days(timezone.localdate(), WITHIN),
    )
    _count(guide.id, edition, made.field, kind)
    journal.write(
        "paper.remarked",
        actor=SYSTEM,
        organisation=guide.organisation,
        remark=made.id,
        kind=kind,
        due=made.due,
    )
    return made


@transaction.atomic
def absent(organisation: str, *, title: str, language: str) -> Remark:
    """A paper that the list does not hold: on its organisation's work list, and in its figures.

    Raises EmptyRemark without a title, UnknownGuide for an organisation without guides.
    """
    if not title.strip():
        raise EmptyRemark
    if organisation not in {one.organisation for one in library.guides().values()}:
        raise UnknownGuide(organisation)
    made = Remark.objects.create(
        organisation=organisation,
        kind=ABSENT,
        language=language,
        text=title.strip()[:200],
        due=terms.add_working_days(timezone.localdate(), WITHIN),
    )
    _count(organisation, "", "", "unknown")
    journal.write(
        "paper.remarked",
        actor=SYSTEM,
        organisation=organisation,
        remark=made.id,
        kind=ABSENT,
        due=made.due,
    )
    return made


def counted(guide_id: str, edition: str, kind: str) -> None:
    """One more time recognised, mistaken or unknown: told by somebody, never measured behind them.

    Raises UnknownGuide.
    """
    guide = library.guide(guide_id)
    if kind not in COUNTED or guide.edition(edition) is None:
        raise UnknownGuide(guide_id)
    _count(guide.id, edition, "", kind)


def _count(guide: str, edition: str, field: str, kind: str) -> None:
    row = {"guide": guide, "edition": edition, "field": field, "kind": kind}
    if not Quality.objects.filter(**row).update(count=F("count") + 1):
        made, new = Quality.objects.get_or_create(**row, defaults={"count": 1})
        if not new:
            Quality.objects.filter(id=made.id).update(count=F("count") + 1)


@transaction.atomic
def handle(staff: "Staff", remark_id: UUID, answer: str, *, changed: bool = False) -> None:
    """The owner looked at it; what was done is kept with it. `changed`: the form or its words were.

    Raises NotYourGuide.
    """
    found = Remark.objects.select_for_update().filter(id=remark_id).first()
    if found is None or not people.may(staff, found.organisation, "treat", "advise", "decide"):
        raise NotYourGuide
    if found.handled:
        return
    found.handled, found.answer = timezone.now(), answer.strip()[:LONGEST]
    found.changed = changed
    found.save(update_fields=["handled", "answer", "changed"])
    actor = Actor(kind="staff", id=str(staff.id))
    journal.write("paper.handled", actor=actor, organisation=found.organisation, remark=found.id)


@transaction.atomic
def review(staff: "Staff", guide_id: str, language: str, digest: str) -> Review:
    """Approves exactly the words with this digest. Raises NotYourGuide, UnknownGuide.

    The digest is what the reviewer had before them: words that changed meanwhile stay a draft.
    """
    guide = library.guide(guide_id)
    if not people.may(staff, guide.organisation, "treat", "advise", "decide"):
        raise NotYourGuide
    texts = guide.texts.get(language)
    if texts is None or texts.digest != digest:
        raise UnknownGuide(guide_id)
    made, new = Review.objects.get_or_create(
        guide=guide.id,
        language=language,
        digest=digest,
        defaults={"reviewer": staff.id, "reviewer_name": staff.name},
    )
    if new:
        journal.write(
            "paper.reviewed",
            actor=Actor(kind="staff", id=str(staff.id)),
            organisation=guide.organisation,
            guide=guide.id,
            language=language,
            digest=digest,
        )
    return made
