"""The work list stays quick because each list reads a page's worth of rows, not the organisation's.

Read from the query plan itself, on PostgreSQL: how many rows its scans touch with 20,000 cases.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oogopslag.cases import queries, working
from oogopslag.cases.models import Case
from oogopslag.core.values import new_id
from oogopslag.people.models import Organisation, Resident

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY, PAGE = 20_000, 25
SURNAMES = ("bakker", "de vries", "jansen", "meijer", "peters", "smit", "visser", "zijlstra")


@pytest.fixture
def body(world) -> Organisation:  # type: ignore[no-untyped-def]
    """An organisation with 20,000 open cases of 400 residents, its table analysed."""
    if connection.vendor != "postgresql":
        pytest.skip("plans are read on PostgreSQL")
    found = Organisation.objects.get(slug="gemeente-veenstad")
    names = [f"{n:03} {SURNAMES[n % 8]}" for n in range(400)]
    people = Resident.objects.bulk_create(
        Resident(bsn_hash=f"hash-{n}", bsn_encrypted="x", name=name) for n, name in enumerate(names)
    )
    today, now = timezone.localdate(), timezone.now()
    Case.objects.bulk_create(
        [
            Case(
                id=new_id(), number=f"2026-{n:08}", resident=people[n % 400], organisation=found,
                service="rijbewijs" if n % 50 == 0 else "parkeervergunning", state="received",
                received=now, decide_by=today + timedelta(days=n % 56 - 3), key=f"k{n}",
                name_key=working.name_key(names[n % 400]),
                assignee=found.id if n % 3 else None,
            )
            for n in range(MANY)
        ],
        batch_size=2_000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    return found


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "cases_case" or "Index Name" in plan:
        yield plan
    for child in plan.get("Plans", ()):
        yield from scans(child)


def touched(body: Organisation, wanted: queries.Filter, after: Any = None) -> tuple[int, set[str]]:
    """Rows that the scans of one list read, and the indexes they used."""
    with CaptureQueriesContext(connection) as seen:
        queries.work_list(body, after, PAGE, wanted)
    (sql,) = [one["sql"] for one in seen.captured_queries if 'FROM "cases_case"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"))
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    rows = 0
    for one in scans(plan):
        read = one["Actual Rows"] + one.get("Rows Removed by Filter", 0)
        rows += round(read * one["Actual Loops"])
    return rows, {one["Index Name"] for one in scans(plan) if "Index Name" in one}


FIRST = {
    "list": (queries.Filter(), 2 * PAGE),
    "service": (queries.Filter(service="rijbewijs"), 2 * PAGE),
    "nobody's": (queries.Filter(assignee="none"), 2 * PAGE),
    "too late": (queries.Filter(late=True), 2 * PAGE),
    "waiting": (queries.Filter(state="waiting"), 2 * PAGE),
    "too late and nobody's": (queries.Filter(late=True, assignee="none"), 2 * PAGE),
    "one number": (queries.Filter(search="2026-00000400"), 4),
    "a rare name": (queries.Filter(search="zijlstra 399"), 10 * MANY // 400),
    "no such name": (queries.Filter(search="qqqq"), 4),
    "no such number": (queries.Filter(search="9"), 4),
}


def test_every_list_reads_a_page_and_not_the_organisation(body: Organisation) -> None:
    for name, (wanted, most) in FIRST.items():
        rows, indexes = touched(body, wanted)
        assert indexes, f"{name}: no index was used"
        assert rows <= most, (name, rows, indexes)
    after = None
    for _ in range(100):
        page = queries.work_list(body, after, PAGE)
        after = (page[-1][0].decide_by, page[-1][0].id)
    deep, indexes = touched(body, queries.Filter(), after)
    assert indexes, "the hundredth page used no index"
    # A day of the page before is read again from its beginning: that is one day's cases at most.
    assert deep <= MANY // 56 + 3 * PAGE
