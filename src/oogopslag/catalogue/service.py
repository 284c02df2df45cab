"""One service: who gives it, which law decides it, within which term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from oogopslag.core.law import Text
from oogopslag.core.law.document import Part, read

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

    `decide_within` holds weeks or days; `answer_within` is working days; `trusts` names the
    facts that are taken at the resident's word, of which `sample_percent` is checked later.
    `area` holds facts with the only value for which the service is there: its own municipality.
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
    answer_within: int
    trusts: tuple[str, ...]
    sample_percent: int
    four_eyes: bool
    where_url: str
    where_text: Text | None
    steps: tuple[Text, ...]
    change_note: Text | None
    duty: bool
    area: Mapping[str, str]
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
        return all(facts.get(name, value) == value for name, value in self.area.items())


def read_service(folder: Path) -> Service:
    """Raises LawError with file and line; purpose and legal basis must be there (AVG 5, 6)."""
    part = read(folder / "service.yaml")
    part.only(*_KEYS)
    where = part.part("where_to_apply") if "where_to_apply" in part else None
    return Service(
        slug=folder.name,
        title=part.text("title"),
        summary=part.text("summary"),
        organisation=part.need("organisation"),
        layer=part.need("layer"),
        scheme=part.need("scheme"),
        upl=part.get("upl", ""),
        legal_basis=part.need("legal_basis"),
        purpose=part.text("purpose"),
        activity=part.need("activity"),
        decide_within=dict(part.need("decide_within")),
        answer_within=part.need("answer_within"),
        trusts=tuple(part.get("trusts", [])),
        sample_percent=part.get("sample_percent", 0),
        four_eyes=bool(part.get("four_eyes", False)),
        where_url=where.need("url") if where else "",
        where_text=where.text("text") if where else None,
        steps=_steps(part),
        change_note=part.optional_text("change_note"),
        duty=bool(part.get("duty", False)),
        area={str(name): str(value) for name, value in part.get("area", {}).items()},
        pays=bool(part.get("pays", False)),
        begins_with=str(part.get("begins_with", "")),
        offers=_offers(part),
        team=str(part.get("team", folder.name)),
        case_type=str(part.get("case_type", "")),
        request_type=str(part.get("request_type", "")),
        delivers=_delivers(part),
        keep_years=int(part.get("keep_years", 7)),
        fee=_fee(part.part("fee")) if "fee" in part else None,
        desk=_desk(part.part("appointment")) if "appointment" in part else None,
    )


def _offers(part: Part) -> OfferGate | None:
    """Without `offers`, or with `may: false`, nothing is offered unasked: the gate is shut."""
    if "offers" not in part:
        return None
    gate = part.part("offers")
    gate.only("may", "sources", "basis", "article", "checked", "users_of")
    if not isinstance(gate.need("may"), bool):
        raise gate.fail("'may' must be true or false.", "may")
    basis = gate.text("basis")
    if not gate.need("may"):
        return None
    return OfferGate(
        sources=frozenset(map(str, gate.need("sources"))),
        basis=basis,
        article=str(gate.need("article")),
        users_of=frozenset(map(str, gate.get("users_of", ()))),
        checked=bool(gate.get("checked", False)),
    )


def _delivers(part: Part) -> str:
    value = str(part.get("delivers", ""))
    if value not in ("", "payment", "object"):
        raise part.fail("delivers is payment, object or absent.", "delivers")
    return value


def _fee(part: Part) -> Fee:
    part.only("cents", "iban", "holder")
    cents = part.need("cents")
    if not isinstance(cents, int) or cents <= 0:
        raise part.fail("A fee is a number of cents above 0.", "cents")
    return Fee(cents=cents, iban=str(part.need("iban")), holder=str(part.need("holder")))


def _desk(part: Part) -> Desk:
    part.only("minutes", "opens", "closes", "place")
    try:
        opens, closes = (time.fromisoformat(str(part.need(key))) for key in ("opens", "closes"))
    except ValueError:
        raise part.fail("Write opens and closes as hours and minutes: 09:00.") from None
    return Desk(
        minutes=int(part.need("minutes")), opens=opens, closes=closes, place=part.text("place")
    )


def _steps(part: Part) -> tuple[Text, ...]:
    rows = list(part.rows("steps"))
    return tuple({"nl": row.need("nl"), "en": row.need("en")} for row in rows)
