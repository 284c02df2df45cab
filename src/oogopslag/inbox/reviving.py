"""Somebody was recorded dead by mistake: what they had to do gets the time that they lost.

Who cannot sign in cannot react; as with an outage, each term that still runs or ran out meanwhile
moves by as many days, and the conversation says so.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from babel.dates import format_date
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import SYSTEM
from oogopslag.inbox.models import Duty
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import post
from oogopslag.inbox.threads import open_thread
from oogopslag.inbox.within import USUAL_DAYS
from oogopslag.inbox.writing import follow_duties, locked, write
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


def revive(line: "Line") -> None:
    """In the transaction that undoes the death: tells the resident, and moves their terms."""
    resident = people.resident_by_id(UUID(str(line.resident)))
    body = people.organisation(line.organisation)
    since = date.fromisoformat(line.data["since"]) if line.data["since"] else timezone.localdate()
    thread = open_thread(
        resident,
        body,
        title={"nl": "Uw registratie is hersteld", "en": "Your record was restored"},
        safe_title={"nl": "uw registratie", "en": "your record"},
    )
    post(
        thread,
        kind="information",
        body=_words(since),
        author=body.name,
        actor=SYSTEM,
        policy=ReplyPolicy(answer_within=USUAL_DAYS),
    )
    rows = Duty.objects.filter(resident=resident, resolved_at=None, due__gte=since)
    lost = timezone.localdate() - since
    for key, thread_id in rows.order_by("thread_id", "id").values_list("id", "thread_id"):
        _move(key, thread_id, lost)


def _move(key: UUID, thread_id: UUID, lost: timedelta) -> None:
    thread = locked(thread_id)
    duty = Duty.objects.filter(id=key, resolved_at=None).first()
    if duty is None or not lost:
        return
    was, duty.due = duty.due, terms.moved_from_rest(duty.due + lost)
    duty.save(update_fields=["due"])
    follow_duties(thread)
    day = {lang: format_date(duty.due, "d MMMM y", locale=lang) for lang in ("nl", "en")}
    about = {"nl": duty.title["nl"], "en": duty.title.get("en") or duty.title["nl"]}
    post(
        thread,
        kind="information",
        body={
            "nl": f"U kon een tijd niet inloggen. Daarom krijgt u langer de tijd: tot en met "
            f"{day['nl']}.\n\nWaar het om gaat: {about['nl']}.",
            "en": f"For a while you could not sign in. So you have more time: until and including "
            f"{day['en']}.\n\nWhat it is about: {about['en']}.",
        },
        author=thread.organisation.name,
        actor=SYSTEM,
        policy=ReplyPolicy(answer_within=USUAL_DAYS),
        react_before=duty.due,
    )
    write("inbox.term_moved", thread, SYSTEM, duty=duty.id, was=was, due=duty.due)


def _words(since: date) -> dict[str, str]:
    day = {lang: format_date(since, "d MMMM y", locale=lang) for lang in ("nl", "en")}
    return {
        "nl": f"Sinds {day['nl']} stond bij ons dat u was overleden. Dat was niet juist, en het is "
        "hersteld. Het spijt ons.\n\nU kunt weer inloggen. Wat u moest doen krijgt zoveel langer "
        "de tijd. Berichten die organisaties u in die tijd wilden sturen, zijn niet geplaatst: zij "
        "kregen te horen dat u was overleden. Mist u iets, of kwam een bezwaar daardoor te laat? "
        "Antwoord op dit bericht; soms telt het dan toch mee (Awb 6:11).",
        "en": f"Since {day['en']} our records said that you had died. That was wrong, and it is "
        "restored. We are sorry.\n\nYou can sign in again. What you had to do gets that much more "
        "time. Messages that organisations wanted to send you in that time were not placed: they "
        "were told that you had died. Do you miss something, or was an objection late because of "
        "it? Answer this message; sometimes it counts all the same (Awb 6:11).",
    }
