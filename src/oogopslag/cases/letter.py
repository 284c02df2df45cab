"""Letters in plain words: the receipt, and the draft of a decision from the law's own trace."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from django.utils import timezone

from oogopslag.cases.models import Case
from oogopslag.cases.views import Given
from oogopslag.catalogue.queries import Service
from oogopslag.core.casework import Outcome
from oogopslag.core.law import Finding, Text
from oogopslag.core.law.citing import places
from oogopslag.core.law.words import money, shown

LANGUAGES = ("nl", "en")
_PERIOD = {
    "nl": {"month": "per maand", "year": "per jaar", "quarter": "per kwartaal", "once": "eenmalig"},
    "en": {"month": "per month", "year": "per year", "quarter": "per quarter", "once": "once"},
}


def day(value: date, language: str) -> str:
    return format_date(value, "d MMMM y", locale=language)


def period(name: str | None, language: str) -> str:
    """In words: per maand; empty without a period."""
    return _PERIOD[language].get(name or "", "")


def in_both(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


def receipt(case: Case, service: Service, given: Sequence[Given]) -> dict[str, str]:
    """What was received, when, a copy of everything entered, until when we decide, what is next."""
    texts = {}
    for language in LANGUAGES:
        copy = "\n".join(f"• {line(one, language)}" for one in given)
        what = _application(service, language)
        by = day(case.decide_by, language)
        received = day(timezone.localdate(case.received), language)
        texts[language] = (
            f"Wij hebben {what} ontvangen op {received}. "
            f"Uw zaaknummer is {case.number}.\n\n"
            f"Dit gaven u en de registers door:\n{copy}\n\n"
            f"Wat gebeurt er nu? Wij beoordelen uw aanvraag. U krijgt ons besluit uiterlijk op "
            f"{by}. Hebben wij nog iets nodig? Dan vragen wij het u in dit gesprek.\n\n"
            "Klopt er iets niet, of wilt u de aanvraag intrekken? Antwoord dan op dit bericht."
            if language == "nl"
            else f"We received {what} on {received}. "
            f"Your case number is {case.number}.\n\n"
            f"You and the registers told us:\n{copy}\n\n"
            f"What happens now? We assess your application. You get our decision no later than "
            f"{by}. Do we need anything else? Then we ask you in this conversation.\n\n"
            "Is anything wrong, or do you want to withdraw? Then answer this message."
        )
    return texts


def within(title: str) -> str:
    """A title as it stands within a sentence: zorgtoeslag, AOW-pensioen."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


def _application(service: Service, language: str) -> str:
    """What the resident sent, with a service that is done rather than given named apart."""
    title = within(service.title[language])
    if service.duty:
        return f"uw aanvraag ({title})" if language == "nl" else f"your request ({title})"
    return f"uw aanvraag voor {title}" if language == "nl" else f"your application for {title}"


def line(one: Given, language: str) -> str:
    """One fact with its value and source, as the copy of a form shows it."""
    label = one.label[language]
    if one.of_partner:
        label += " (partner)"
    if one.who:
        label += f" ({one.who})"
    if one.value is None:
        return f"{label}: " + ("niet bekend" if language == "nl" else "not known")
    value = shown(one.value, one.type, language, one.names)
    source = one.source_name[language]
    text = f"{label}: {value} ({'van' if language == 'nl' else 'from'} {source})"
    if one.contradicts is not None:
        other = shown(one.contradicts, one.type, language, one.names)
        text += (
            f" – het register zegt: {other}"
            if language == "nl"
            else f" – the register says: {other}"
        )
    return text


def proposed(finding: Finding | None) -> Outcome:
    """What the engine's finding leads to; an undecided one leads to refusal only by a person."""
    if finding is not None and finding.verdict == "entitled":
        return Outcome.GRANT
    return Outcome.REFUSE


def motivation(finding: Finding | None) -> dict[str, str]:
    """The reasons as sentences, each with its article."""
    if finding is None:
        return in_both("", "")
    return {language: "\n".join(_reasons(finding, language)) for language in LANGUAGES}


def _reasons(finding: Finding, language: str) -> list[str]:
    article = "artikel" if language == "nl" else "article"
    unknown = "dit is nog niet bekend" if language == "nl" else "this is not known yet"
    lines = []
    for reason in finding.reasons:
        found = places(reason.law_title[language], reason.article, language)
        place = "; ".join(f"{law}, {article} {where}" for law, where in found)
        text = reason.text[language]
        if reason.holds is None:
            text += f" ({unknown})"
        detail = f" {reason.detail[language]}" if reason.detail else ""
        lines.append(f"• {text}.{detail} ({place})")
    return lines


def decision(
    *,
    service: Service,
    name: str,
    outcome: Outcome,
    finding: Finding | None,
    reasons: Text,
    objection: bool,
) -> dict[str, str]:
    """The letter that a worker changes: decision first, reasons, what to do on change.

    How to object is added when it is sent (closing.py): nobody can forget it, and the day in it is
    that of the sending.
    """
    return {
        language: "\n\n".join(
            part
            for part in (
                _greeting(name, language),
                _verdict(service, outcome, finding, objection, language),
                ("Waarom dit besluit" if language == "nl" else "Why this decision")
                + "\n"
                + reasons[language],
                (service.change_note or {}).get(language, ""),
            )
            if part
        )
        for language in LANGUAGES
    }


def _greeting(name: str, language: str) -> str:
    return f"Beste {name}," if language == "nl" else f"Dear {name},"


def _verdict(
    service: Service, outcome: Outcome, finding: Finding | None, objection: bool, language: str
) -> str:
    title = within(service.title[language])
    if objection:
        return {
            ("nl", Outcome.GRANT): f"U krijgt gelijk: ons besluit over {title} verandert.",
            ("nl", Outcome.PARTLY): f"U krijgt deels gelijk over {title}.",
            ("nl", Outcome.REFUSE): f"Ons besluit over {title} blijft zoals het was.",
            ("en", Outcome.GRANT): f"You are right: our decision on {title} changes.",
            ("en", Outcome.PARTLY): f"You are partly right about {title}.",
            ("en", Outcome.REFUSE): f"Our decision on {title} stays as it was.",
        }[language, outcome]
    plain = {
        ("nl", Outcome.REFUSE): f"U krijgt geen {title}.",
        ("en", Outcome.REFUSE): f"You do not get {title}.",
        ("nl", Outcome.REVOKE): f"Wij trekken ons besluit over {title} in. U krijgt het niet meer.",
        ("en", Outcome.REVOKE): f"We withdraw our decision on {title}. You no longer get it.",
        ("nl", Outcome.NOT_TREATED): f"Wij behandelen uw aanvraag voor {title} niet verder.",
        ("en", Outcome.NOT_TREATED): f"We do not treat your application for {title} any further.",
    }
    done = {
        ("nl", Outcome.GRANT): f"Uw aanvraag is in orde ({title}).",
        ("nl", Outcome.PARTLY): f"Uw aanvraag is deels in orde ({title}).",
        ("nl", Outcome.REFUSE): f"Wij wijzen uw aanvraag af ({title}).",
        ("en", Outcome.GRANT): f"Your request is granted ({title}).",
        ("en", Outcome.PARTLY): f"Your request is granted in part ({title}).",
        ("en", Outcome.REFUSE): f"We refuse your request ({title}).",
    }
    if service.duty and (language, outcome) in done:
        return done[language, outcome]
    if (language, outcome) in plain:
        return plain[language, outcome]
    amount = _amount(finding, language)
    if outcome == Outcome.PARTLY:
        start = f"U krijgt een deel van {title}" if language == "nl" else f"You get part of {title}"
    else:
        start = f"U krijgt {title}" if language == "nl" else f"You get {title}"
    return f"{start}{amount}."


def _amount(finding: Finding | None, language: str) -> str:
    if finding is None or finding.amount_high is None or not finding.period:
        return ""
    return f": {money(finding.amount_high, language)} {_PERIOD[language][finding.period]}"
