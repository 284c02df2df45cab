"""What the lines of one batch refer to, asked for together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oogopslag.cases import measures as case_measures
from oogopslag.cases.measures import CaseFacts
from oogopslag.facts import measures as fact_measures
from oogopslag.inbox import measures as inbox_measures
from oogopslag.inbox.measures import MessageFacts, PromiseFacts
from oogopslag.paper import measures as paper_measures
from oogopslag.paper.measures import RemarkFacts
from oogopslag.people import measures as people_measures
from oogopslag.people import queries as people
from oogopslag.possibilities import measures as offer_measures

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

LOOKED = timedelta(days=1)
"""Who acts on a case must have looked into it, with a logged reason, within this time before."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One countable event; `organisation` empty: that of the line, or who gives the service."""

    event: str
    service: str
    channel: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    messages: Mapping[UUID, MessageFacts]
    promises: Mapping[UUID, Sequence[PromiseFacts]]
    threads: Mapping[UUID, str]
    cases: Mapping[UUID, CaseFacts]
    offered: frozenset[UUID]
    remarks: Mapping[UUID, RemarkFacts]
    mandates: Mapping[UUID, str]
    uses: Sequence[tuple[UUID, str, datetime, str]]
    layers: Mapping[str, str]

    def message(self, line: "Line") -> MessageFacts | None:
        key = line.data.get("message") or line.data.get("subject")
        return self.messages.get(UUID(key)) if key else None

    def case(self, line: "Line") -> CaseFacts | None:
        return self.cases.get(_id_of(line, "case:") or UUID(int=0))

    def thread_service(self, line: "Line") -> str | None:
        return self.threads.get(_id_of(line, "thread:") or UUID(int=0))


def _id_of(line: "Line", chain: str) -> UUID | None:
    return UUID(line.chain.removeprefix(chain)) if line.chain.startswith(chain) else None


def known_of(lines: Sequence["Line"]) -> Known:
    """A handful of queries for a whole batch."""
    told = [*_named(lines, "message"), *_named(lines, "subject")]
    messages = inbox_measures.messages(told)
    cases = [key for line in lines if (key := _id_of(line, "case:"))]
    threads = [key for line in lines if (key := _id_of(line, "thread:"))]
    acts = [line for line in lines if line.chain.startswith("case:") and line.resident]
    return Known(
        messages=messages,
        promises=inbox_measures.promises({one.thread for one in messages.values()}),
        threads=inbox_measures.services(threads),
        cases=case_measures.cases(cases),
        offered=frozenset(offer_measures.begun_by_offer(cases)),
        remarks=paper_measures.remarks(_named(lines, "remark")),
        mandates=people_measures.mandate_services(_named(lines, "mandate")),
        uses=_uses([line for line in acts if line.actor.startswith("staff")]),
        layers={one.slug: one.layer for one in people.organisations()},
    )


def _named(lines: Sequence["Line"], name: str) -> list[UUID]:
    return [UUID(line.data[name]) for line in lines if line.data.get(name)]


def _uses(acts: Sequence["Line"]) -> list[tuple[UUID, str, datetime, str]]:
    if not acts:
        return []
    residents = {UUID(str(line.resident)) for line in acts}
    first, last = acts[0].moment - LOOKED, acts[-1].moment
    return fact_measures.uses(residents, first, last)
