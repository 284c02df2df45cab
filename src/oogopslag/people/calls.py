"""What machines asked, as an organisation's developer may read it, and answers kept for repeats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from oogopslag.people.errors import KeyConflict
from oogopslag.people.models import Answered, Call, Client, Organisation, SeenAssertion

KEEP_CALLS = timedelta(days=30)
KEEP_ANSWERS = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a write made: `subject` is the id of it, `answer` the body that is kept."""

    subject: UUID | None
    answer: dict[str, Any]


def note(
    client: Client, *, method: str, route: str, status: int, problem: str, milliseconds: int
) -> None:
    """A line in the developer's log. A normal key leaves one for refused calls only:

    what it did send can be asked by its id, and the path that takes messages stays cheap.
    """
    if client.kind == Client.NORMAL and status < 400:
        return
    Call.objects.create(
        client=client,
        method=method,
        route=route[:120],
        status=status,
        problem=problem[:60],
        milliseconds=milliseconds,
    )


def once(
    organisation: Organisation, key: str, digest: str, work: Callable[[], Outcome]
) -> tuple[Outcome, bool]:
    """Does `work` in a transaction, once per key; a repeat gets the first outcome and False.

    Two at once: both may begin, the unique key lets one through and undoes the other whole.
    Raises KeyConflict when the key was used with another `digest`, and whatever `work` raises.
    """
    if found := _kept(organisation, key, digest):
        return found, False
    try:
        with transaction.atomic():
            outcome = work()
            Answered.objects.create(
                organisation=organisation,
                key=key,
                digest=digest,
                subject=outcome.subject,
                answer=outcome.answer,
            )
    except IntegrityError:
        if found := _kept(organisation, key, digest):
            return found, False
        raise
    return outcome, True


def kept_before(
    organisation: Organisation, digests: dict[str, str]
) -> dict[str, Outcome | KeyConflict]:
    """The kept outcomes of many keys at once, by key; `digests` by key."""
    rows = Answered.objects.filter(organisation=organisation, key__in=digests)
    return {
        row.key: Outcome(subject=row.subject, answer=row.answer)
        if row.digest == digests[row.key]
        else KeyConflict(row.subject)
        for row in rows
    }


def keep(organisation: Organisation, rows: list[tuple[str, str, Outcome]]) -> None:
    """Keeps many outcomes, as (key, digest, outcome), in the caller's transaction.

    Raises IntegrityError when one of the keys was used meanwhile.
    """
    Answered.objects.bulk_create(
        Answered(
            organisation=organisation,
            key=key,
            digest=digest,
            subject=outcome.subject,
            answer=outcome.answer,
        )
        for key, digest, outcome in rows
    )


def _kept(organisation: Organisation, key: str, digest: str) -> Outcome | None:
    found = Answered.objects.filter(organisation=organisation, key=key).first()
    if found and found.digest != digest:
        raise KeyConflict(found.subject)
    return Outcome(subject=found.subject, answer=found.answer) if found else None


def sweep() -> int:
    """Throws away what was kept long enough; gives how many rows."""
    now = timezone.now()
    old_calls = Call.objects.filter(moment__lt=now - KEEP_CALLS).delete()[0]
    # Ids hold the moment they were made (version 7), so that no index on time is needed.
    before = UUID(int=int((now - KEEP_ANSWERS).timestamp() * 1000) << 80)
    old_answers = Answered.objects.filter(id__lt=before).delete()[0]
    return old_calls + old_answers + SeenAssertion.objects.filter(expires__lt=now).delete()[0]
