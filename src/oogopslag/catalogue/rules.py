"""A change of a rule: drafted by one person, published from a later day by another."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from oogopslag.catalogue import published, queries
from oogopslag.catalogue.errors import (
    NotYours,
    RuleCannotBe,
    RuleMoved,
    SamePerson,
    UnknownRule,
)
from oogopslag.catalogue.models import FollowedVersion, RuleVersion
from oogopslag.core.law import LawError
from oogopslag.core.law.tree import Scheme
from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

MAY = "coordinate"
"""The role that writes and approves rules: who coordinates the work of an organisation."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the form of a rule; kept as it is, whatever it says."""

    text: str
    reason: str
    running: bool


@transaction.atomic
def draft_rule(staff: "Staff", organisation: "Organisation", scheme: str) -> RuleVersion:
    """Starts from the newest version. Raises NotYours."""
    if scheme not in queries.schemes_of(organisation.slug) or not _may(staff, organisation.slug):
        raise NotYours
    before = queries.library().schemes[scheme][-1].transition
    rule = RuleVersion.objects.create(
        organisation=organisation,
        scheme=scheme,
        text=queries.newest_text(scheme),
        running=bool(before and before.follow),
    )
    _write("catalogue.rule_drafted", rule, staff)
    return rule


@transaction.atomic
def save_rule(rule_id: UUID, staff: "Staff", typed: Typed) -> RuleVersion:
    """Keeps what was typed, right or wrong. Raises UnknownRule, NotYours, RuleMoved."""
    rule = _open(rule_id, staff, RuleVersion.DRAFT)
    rule.text, rule.reason, rule.running = typed.text, typed.reason, typed.running
    rule.save(update_fields=["text", "reason", "running", "changed"])
    return rule


@transaction.atomic
def propose_rule(rule_id: UUID, staff: "Staff") -> RuleVersion:
    """Asks a second person. Raises RuleCannotBe with the line, UnknownRule, NotYours, RuleMoved."""
    rule = _open(rule_id, staff, RuleVersion.DRAFT)
    scheme = checked(rule)
    rule.state, rule.proposed_by, rule.proposed = RuleVersion.PROPOSED, staff, timezone.now()
    rule.valid_from, rule.digest = scheme.valid_from, scheme.digest
    rule.save()
    _write("catalogue.rule_proposed", rule, staff, valid_from=rule.valid_from, digest=rule.digest)
    return rule


@transaction.atomic
def approve_rule(rule_id: UUID, staff: "Staff", digest: str) -> RuleVersion:
    """Publishes the very text that was read (`digest`), from its first day.

    Raises SamePerson, RuleCannotBe, UnknownRule, NotYours, RuleMoved.
    """
    rule = _open(rule_id, staff, RuleVersion.PROPOSED)
    if rule.proposed_by_id == staff.id:
        raise SamePerson
    if digest != rule.digest or checked(rule).digest != rule.digest:
        raise RuleMoved
    rule.state, rule.approved_by, rule.approved = RuleVersion.PUBLISHED, staff, timezone.now()
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise RuleMoved from None
    _write(
        "catalogue.rule_published", rule, staff, valid_from=rule.valid_from, digest=rule.digest,
        running=rule.running,
    )  # fmt: skip
    transaction.on_commit(lambda: published.look(now=True))
    return rule


@transaction.atomic
def return_rule(rule_id: UUID, staff: "Staff", remarks: str) -> RuleVersion:
    """Sends a proposal back to draft with what is wrong with it. The proposer may take it back."""
    rule = _open(rule_id, staff, RuleVersion.PROPOSED)
    rule.state, rule.remarks = RuleVersion.DRAFT, remarks
    rule.proposed_by = rule.proposed = rule.valid_from = None
    rule.digest = ""
    rule.save()
    _write("catalogue.rule_returned", rule, staff)
    return rule


def checked(rule: RuleVersion) -> Scheme:
    """The scheme of a version that may be proposed. Raises RuleCannotBe with a sentence."""
    try:
        scheme = published.read(rule.scheme, rule.text)
    except LawError as error:
        own = Path(error.file).name in ("", published.DRAFT)
        raise RuleCannotBe.at(error, rule.text, own) from None
    except OSError:
        raise RuleCannotBe.earlier() from None
    if scheme.name != rule.scheme:
        raise RuleCannotBe.other_scheme(rule.scheme)
    if scheme.transition and scheme.transition.follow != rule.running:
        raise RuleCannotBe.other_transition(scheme.transition.article)
    if scheme.valid_from <= timezone.localdate():
        raise RuleCannotBe.too_early(timezone.localdate() + timedelta(days=1))
    held = queries.library().schemes[rule.scheme]
    if any(one.valid_from == scheme.valid_from for one in held):
        raise RuleCannotBe.taken(scheme.valid_from)
    return scheme


def look_for_rules() -> None:
    """Takes in what was published elsewhere; at most one query a minute."""
    published.look()


def note_followed(scheme: Scheme) -> None:
    """No running case is left that must follow this version."""
    FollowedVersion.objects.get_or_create(digest=scheme.digest, defaults={"scheme": scheme.name})


def _open(rule_id: UUID, staff: "Staff", state: str) -> RuleVersion:
    rule = (
        RuleVersion.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(id=rule_id)
        .first()
    )
    if rule is None:
        raise UnknownRule
    if not _may(staff, rule.organisation.slug):
        raise NotYours
    if rule.state != state:
        raise RuleMoved
    return rule


def _may(staff: "Staff", organisation: str) -> bool:
    return people.may(staff, organisation, MAY)


def _write(name: str, rule: RuleVersion, staff: "Staff", **data: Any) -> None:
    journal.write(
        name,
        actor=Actor(kind="staff", id=str(staff.id)),
        organisation=rule.organisation.slug,
        rule=rule.id,
        scheme=rule.scheme,
        **data,
    )
