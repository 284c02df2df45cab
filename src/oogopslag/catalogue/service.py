"""One service: who gives it, which law decides it, within which term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

from oogopslag.core.law import Text
from oogopslag.core.law.document import Part, read
from oogopslag.core.terms import REASONABLE_WEEKS, length

_KEYS = (
    "title", "summary", "organisation", "layer", "scheme", "upl", "legal_basis", "purpose",
    "activity", "decide_within", "answer_within", "trusts", "sample_percent", "four_eyes",
    "where_to_apply", "steps", "change_note", "duty", "fictional", "area", "pays", "begins_with",
    "offers", "team", "case_type", "request_type", "delivers", "keep_years", "fee", "appointment",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OfferGate:
    """May facts be used to offer this unasked, of which registers, on which basis and article.

    `checked` is false while no lawyer has confirmed the basis; the page says so. `users_of` names
    services: then it is offered only to who was granted one of them.
    """

    sources: frozenset[str]
    basis: Text
    article: str
    checked: bool
    users_of: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where and when a visit for a service is possible; each takes `minutes`."""

    minutes: int
    opens: time
    closes: time
    place: Text


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What a service costs (leges), in cents, and the account it is paid to."""

    cents: int
    iban: str
    holder: str


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service (dienst) as content describes it.

    `decide_within` holds weeks or days, and `decide_by_law` the article that sets that term, empty
    where no law does (then it is the reasonable term of Awb 4:13); `answer_within` is working
    days; `trusts` names the facts that are taken at the resident's word, of which
    `sample_percent` is checked later.
    `area` holds facts with the values for which the service is there: its own municipality, or all
    municipalities of a province or water board.
    `pays` says that the resident pays the amount instead of getting it. `begins_with` names a fact
    without which it is not suggested: only who has special costs has a question about them.
    `delivers` says what follows on a grant (payment, object or nothing); `keep_years` how long the
    case is kept; `case_type` names the ZGW case type where the product alone does not;
    `request_type` the verzoektype (Open VTB) where that is not the Dutch title.
    """

    slug: str
    title: Text
    summary: Text
    organisation: str
    layer: str
    scheme: str
    upl: str
    legal_basis: str
    purpose: Text
    activity: str
    decide_within: Mapping[str, int]
    decide_by_law: str
    answer_within: int
    trusts: tuple[str, ...]
    sample_percent: int
    four_eyes: bool
    where_url: str
    where_text: Text | None
    steps: tuple[Text, ...]
    change_note: Text | None
    duty: bool
    area: Mapping[str, frozenset[str]]
    pays: bool
    begins_with: str
    offers: OfferGate | None
    team: str = ""
    case_type: str = ""
    request_type: str = ""
    delivers: str = ""
    keep_years: int = 7
    fee: Fee | None = None
    desk: Desk | None = None

    def reaches(self, facts: Mapping[str, object]) -> bool:
        """Whether this service can be there for somebody; what is unknown does not exclude."""
        return all(
            name not in facts or str(facts[name]) in values for name, values in self.area.items()
        )


def read_service(folder: Path) -> Service:
    """Raises LawError with file and line; purpose and legal basis must be there (AVG 5, 6)."""
    part = read(folder / "service.yaml")
    part.only(*_KEYS)
    where = part.part("where_to_apply") if "where_to_apply" in part else None
    return Service(
        slug=folder.name,
        title=part.text("title"),
        summary=part.text("summary"),
        organisation=part.word("organisation"),
        layer=part.word("layer"),
        scheme=part.word("scheme"),
        upl=part.word("upl", "", empty=True),
        legal_basis=part.word("legal_basis"),
        purpose=part.text("purpose"),
        activity=part.word("activity"),
        decide_within=_term(part.part("decide_within")),
        decide_by_law=part.part("decide_within").word("article", ""),
        answer_within=part.count("answer_within", least=1),
        trusts=tuple(part.words("trusts")),
        sample_percent=_percent(part),
        four_eyes=part.flag("four_eyes", False),
        where_url=where.word("url") if where else "",
        where_text=where.text("text") if where else None,
        steps=_steps(part),
        change_note=part.optional_text("change_note"),
        duty=part.flag("duty", False),
        area=_area(part.part("area")) if "area" in part else {},
        pays=part.flag("pays", False),
        begins_with=part.word("begins_with", ""),
        offers=_offers(part),
        team=part.word("team", folder.name),
        case_type=part.word("case_type", ""),
        request_type=part.word("request_type", ""),
        delivers=_delivers(part),
        keep_years=part.count("keep_years", 7, least=1),
        fee=_fee(part.part("fee")) if "fee" in part else None,
        desk=_desk(part.part("appointment")) if "appointment" in part else None,
    )


def _offers(part: Part) -> OfferGate | None:
    """Without `offers`, or with `may: false`, nothing is offered unasked: the gate is shut."""
    if "offers" not in part:
        return None
    gate = part.part("offers")
    gate.only("may", "sources", "basis", "article", "checked", "users_of")
    basis = gate.text("basis")
    if not gate.flag("may"):
        return None
    return OfferGate(
        sources=_sources(gate),
        basis=basis,
        article=gate.word("article"),
        users_of=frozenset(gate.words("users_of")),
        checked=gate.flag("checked", False),
    )


def _sources(gate: Part) -> frozenset[str]:
    gate.need("sources")
    return frozenset(gate.words("sources"))


def _area(part: Part) -> dict[str, frozenset[str]]:
    """Each fact with one value, or with a list of them, in quotes: codes may begin with a zero."""
    found: dict[str, frozenset[str]] = {}
    for name, said in part.data.items():
        values = said if isinstance(said, list) else [said]
        if not values or not all(isinstance(one, str) and one for one in values):
            raise part.fail(f"{name!r} needs one code in quotes, or a list of them.", name)
        found[str(name)] = frozenset(map(str, values))
    return found


def _term(part: Part) -> dict[str, int]:
    """Weeks or days, with the `article` of the law that says so; without one eight weeks at most.

    A reasonable term is over after eight weeks (Awb 4:13.2): longer needs a law.
    """
    part.only("weeks", "days", "article")
    units = [unit for unit in ("weeks", "days") if unit in part]
    if len(units) != 1:
        raise part.fail("A term is a number of weeks, or of days.")
    term = {units[0]: part.count(units[0], least=1)}
    if "article" not in part and length(term) > timedelta(weeks=REASONABLE_WEEKS):
        raise part.fail("A term of more than eight weeks needs its article (Awb 4:13).")
    return term


def _percent(part: Part) -> int:
    if (share := part.count("sample_percent", 0)) > 100:
        raise part.fail("A sample is at most 100 per cent.", "sample_percent")
    return share


def _delivers(part: Part) -> str:
    value = part.word("delivers", "")
    if value not in ("", "payment", "object"):
        raise part.fail("delivers is payment, object or absent.", "delivers")
    return value


def _fee(part: Part) -> Fee:
    part.only("cents", "iban", "holder")
    cents = part.count("cents", least=1)
    return Fee(cents=cents, iban=part.word("iban"), holder=part.word("holder"))


def _desk(part: Part) -> Desk:
    part.only("minutes", "opens", "closes", "place")
    try:
        opens, closes = (time.fromisoformat(str(part.need(key))) for key in ("opens", "closes"))
    except ValueError:
        raise part.fail("Write opens and closes as hours and minutes: 09:00.") from None
    return Desk(
        minutes=part.count("minutes", least=1), opens=opens, closes=closes, place=part.text("place")
    )


def _steps(part: Part) -> tuple[Text, ...]:
    rows = list(part.rows("steps"))
    return tuple({"nl": row.word("nl"), "en": row.word("en")} for row in rows)
