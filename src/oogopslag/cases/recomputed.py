"""What changed in an open case when its rules did: told to the resident, shown to both."""

from collections.abc import Iterator

from oogopslag.cases import letter
from oogopslag.cases.models import Case, Recomputation
from oogopslag.cases.moving import thread_of
from oogopslag.cases.views import RecomputedView
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Finding, SumLine
from oogopslag.core.law.citing import cited, placed
from oogopslag.core.law.words import money
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox

_VERDICTS = {
    "nl": {"entitled": "u heeft recht", "not": "u heeft geen recht"},
    "en": {"entitled": "you are entitled", "not": "you are not entitled"},
}
_OPEN = {"nl": "wij weten het nog niet zeker", "en": "we are not sure yet"}


def outcome(finding: Finding) -> tuple[object, ...]:
    """What of a finding the resident would notice."""
    return (finding.verdict, finding.amount_low, finding.amount_high, finding.period)


def tell(case: Case, row: Recomputation, before: Finding | None, after: Finding) -> None:
    """A message in the conversation of the case; a silent one when the answer stays the same."""
    same = before is not None and outcome(before) == outcome(after)
    inbox.post(
        inbox.thread_of(thread_of(case)),
        kind="information",
        body={
            language: "\n\n".join(_parts(case, row, before, after, language))
            for language in letter.LANGUAGES
        },
        author=case.organisation.name,
        actor=Actor(kind="organisation", id=case.organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        silent=same,
    )


def views(case: Case) -> tuple[RecomputedView, ...]:
    """Every time that the rules changed under this case, oldest first; one query."""
    rows = list(case.recomputations.order_by("made"))
    newer = [Finding.from_json(row.finding) for row in rows[1:] if row.finding]
    newer += [Finding.from_json(case.finding)] if case.finding else []
    found = []
    for row, after in zip(rows, newer, strict=False):
        before = Finding.from_json(row.finding) if row.finding else None
        found.append(
            RecomputedView(
                made=row.made,
                valid_from=row.valid_from,
                law=row.law,
                article=row.article,
                before={lang: said(before, lang) for lang in letter.LANGUAGES},
                after={lang: said(after, lang) for lang in letter.LANGUAGES},
                why={lang: "\n".join(_why(before, after, lang)) for lang in letter.LANGUAGES},
                differs=before is None or outcome(before) != outcome(after),
            )
        )
    return tuple(found)


def said(finding: Finding | None, language: str) -> str:
    """The answer of a finding in a few words, with its amount."""
    if finding is None:
        return _OPEN[language]
    text = _VERDICTS[language].get(finding.verdict, _OPEN[language])
    low, high = finding.amount_low, finding.amount_high
    if finding.verdict == "not" or low is None or high is None:
        return text
    amount = money(high, language)
    if low != high:
        amount = f"{money(low, language)} {'tot' if language == 'nl' else 'to'} {amount}"
    return f"{text}, {amount} {letter.period(finding.period, language)}".rstrip()


def _parts(
    case: Case, row: Recomputation, before: Finding | None, after: Finding, language: str
) -> Iterator[str]:
    service = catalogue.service(case.service)
    names = {
        "title": service.title[language],
        "day": letter.day(row.valid_from, language),
        "law": row.law[language],
        "place": cited(row.article, language),
        "before": said(before, language),
        "after": said(after, language),
        "by": letter.day(case.decide_by, language),
    }
    same = before is not None and outcome(before) == outcome(after)
    words = _NL if language == "nl" else _EN
    yield words["opening"].format(**names)
    yield words["place" if row.article else "no_place"].format(**names)
    yield words["same" if same else "amounts"].format(**names)
    reasons = [] if same else list(_why(before, after, language))
    if reasons:
        yield words["why"] + "\n" + "\n".join(reasons)
    yield words["closing"].format(**names)


_NL = {
    "opening": "De regels voor {title} zijn veranderd. De nieuwe regels gelden vanaf {day}.",
    "place": "Uw aanvraag loopt nog. Daarom telt voor u de nieuwe regel. Dat staat in artikel "
    "{place} ({law}). Wij hebben opnieuw gerekend met de gegevens die wij al van u hadden.",
    "no_place": "Uw aanvraag loopt nog. Daarom telt voor u de nieuwe regel. Dat is zo bepaald toen "
    "de regel veranderde ({law}). Wij hebben opnieuw gerekend met de gegevens die wij al hadden.",
    "same": "Voor u verandert er niets. De uitkomst blijft: {after}.",
    "amounts": "Eerst was onze berekening: {before}.\nNu is onze berekening: {after}.",
    "why": "Dit is er veranderd:",
    "closing": "Dit is nog geen besluit. U hoeft niets te doen. U krijgt ons besluit uiterlijk op "
    "{by}. Klopt er iets niet? Antwoord dan op dit bericht.",
}
_EN = {
    "opening": "The rules for {title} have changed. The new rules count from {day}.",
    "place": "Your application is still running. That is why the new rule counts for you. It says "
    "so in {law}, article {place}. We computed again with the facts we already had.",
    "no_place": "Your application is still running. That is why the new rule counts for you. This "
    "was laid down with the change of {law}. We computed again with the facts we already had.",
    "same": "Nothing changes for you. The outcome stays: {after}.",
    "amounts": "Before, we calculated: {before}.\nNow we calculate: {after}.",
    "why": "This is what changed:",
    "closing": "This is not a decision yet. You need not do anything. You get our decision by "
    "{by}. Is anything wrong? Then answer this message.",
}


def _why(before: Finding | None, after: Finding, language: str) -> Iterator[str]:
    """The conditions that turned, and the lines of the sum with another amount; with articles."""
    if before is None:
        return
    held = {reason.key: reason for reason in before.reasons}
    for one in after.reasons:
        old = held.get(one.key)
        detail = f" {one.detail[language]}" if one.detail else ""
        if old is None or old.holds != one.holds:
            place = _place(one.law_title[language], one.article, language)
            yield f"• {one.text[language]}.{detail} ({place})"
    sums: dict[str, SumLine] = {line.label[language]: line for line in before.sum}
    for line in after.sum:
        label, was = line.label[language], sums.get(line.label[language])
        if was is not None and was.amount != line.amount:
            place = f" ({_place(line.law, line.article, language)})" if line.law else ""
            amounts = (money(one.amount, language) for one in (was, line))
            to = " wordt " if language == "nl" else " becomes "
            yield f"• {label}: {to.join(amounts)}{place}"


def _place(law: str, article: str, language: str) -> str:
    """Awir, artikel 14: an article that names its own act stands under that."""
    act, where = placed(law, article)
    return f"{act}, {'artikel' if language == 'nl' else 'article'} {cited(where, language)}"
