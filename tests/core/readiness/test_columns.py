"""Events: what may be counted, and counting them in columns."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from oogopslag.core.readiness import columns, history, simulated
from oogopslag.core.readiness.events import Event, UnfitEvent, Vocabulary
from oogopslag.core.readiness.evidence import Series
from oogopslag.core.readiness.inventory import UnreadableInventory, end_to_end, read_canada
from oogopslag.core.readiness.model import Model

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def event(**changes: object) -> Event:
    values = {
        "id": "one", "moment": NOW, "event": "reply.answered", "organisation": "gemeente-veenstad",
        "service": "verhuizing", "layer": "municipal", "domain": "housing", "channel": "app",
        "fields": {"substantive": True, "in_time": True, "minutes": 90},
    }  # fmt: skip
    return Event(**(values | changes))  # type: ignore[arg-type]


def test_an_event_of_the_vocabulary_may_be_counted(vocabulary: Vocabulary) -> None:
    vocabulary.check(event(), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "reply.liked"},
        {"fields": {"text": "Beste mevrouw"}},
        {"fields": {"minutes": "negentig"}},
        {"fields": {"minutes": 6_000_000}},
        {"fields": {"minutes": True}},
        {"fields": {"substantive": "yes"}},
        {"organisation": "Suzanne de Wit"},
        {"organisation": "999000020"},
        {"service": "999000020"},
        {"id": "999000020"},
        {"layer": "galaxy"},
        {"channel": "pigeon"},
        {"pseudonym": "999000020"},
        {"moment": NOW + timedelta(hours=1)},
    ],
    ids=lambda one: str(one)[:50],
)
def test_nothing_else_may(vocabulary: Vocabulary, changes: dict[str, object]) -> None:
    with pytest.raises(UnfitEvent):
        vocabulary.check(event(**changes), NOW)


def test_a_number_that_passes_the_eleven_test_is_refused(vocabulary: Vocabulary) -> None:
    wide = {name: dict(fields) for name, fields in vocabulary.events.items()}
    wide["reply.answered"]["minutes"] = 10**9
    loose = Vocabulary(
        layers=vocabulary.layers, domains=vocabulary.domains, channels=vocabulary.channels,
        events=wide,
    )  # fmt: skip

    loose.check(event(fields={"minutes": 999000021}), NOW)
    with pytest.raises(UnfitEvent):
        loose.check(event(fields={"minutes": 999000020}), NOW)


def counted(model: Model, vocabulary: Vocabulary, events: list[Event]) -> dict[str, int]:
    rows = columns.count_month(model, columns.frame(vocabulary, events).lazy())
    table = columns.assemble(model, ["2026-03"], {"2026-03": rows})
    return {name: int(found.sum()) for name, found in table.counts.items()}


def test_an_event_that_arrives_twice_counts_once(model: Model, vocabulary: Vocabulary) -> None:
    assert counted(model, vocabulary, [event(), event(), event(id="two")])["W2.hits"] == 2


def test_an_automatic_acknowledgement_is_no_answer(model: Model, vocabulary: Vocabulary) -> None:
    acked = [event(id="1", event="reply.received", fields={}),
             event(id="2", event="reply.acked", fields={}),
             event(id="3", fields={"substantive": False, "in_time": True})]  # fmt: skip

    found = counted(model, vocabulary, acked)

    assert (found["W2.hits"], found["W2.n"]) == (0, 1)


def test_known_fields_are_told_from_unknown_ones(model: Model, vocabulary: Vocabulary) -> None:
    def asked(key: str, name: str, **fields: object) -> Event:
        return event(id=key, event=f"form.field_{name}", fields=fields)

    found = counted(model, vocabulary, [
        asked("1", "prefilled", source="brp"), asked("2", "prefilled", source="brp"),
        asked("3", "asked", known_in="brp"), asked("4", "asked", known_in="nowhere"),
    ])  # fmt: skip

    assert (found["G2.hits"], found["G2.n"]) == (2, 3)
    assert (found["G3.hits"], found["G3.n"]) == (1, 2)


def test_a_month_without_events_is_a_column_of_nothing(
    model: Model, vocabulary: Vocabulary
) -> None:
    rows = columns.count_month(model, columns.frame(vocabulary, [event()]).lazy())

    table = columns.assemble(model, ["2026-02", "2026-03"], {"2026-03": rows}, [("x", "y")])

    assert table.cells == (("gemeente-veenstad", "verhuizing"), ("x", "y"))
    assert table.counts["W2.hits"].tolist() == [[0, 1], [0, 0]]


def small_town(vocabulary: Vocabulary, ability: list[float], month: date) -> pl.DataFrame:
    many = len(ability)
    cells = simulated.Cells(
        organisation=["gemeente-a"] * many, service=[f"dienst-{i}" for i in range(many)],
        layer=["municipal"] * many, domain=["other"] * many,
        volume=np.full(many, 200.0), ability=np.array(ability),
    )  # fmt: skip
    return simulated.month_of_events(vocabulary, cells, month, seed=7)


def test_the_same_seed_gives_the_same_results_bit_for_bit(
    model: Model, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    def run(folder: Path) -> tuple[bytes, bytes, bytes]:
        folder.mkdir()
        months = ["2026-01", "2026-02"]
        for month in months:
            made = small_town(vocabulary, [0.2, 0.9], date.fromisoformat(f"{month}-01"))
            made.write_parquet(columns.month_file(folder, month))
        table = columns.assemble(
            model, months, columns.count_folder(model, vocabulary, folder, months)
        )
        found = history.recompute(model, table, {})
        return found.level.tobytes(), found.index.tobytes(), found.scores["D4"].tobytes()

    assert run(tmp_path / "one") == run(tmp_path / "two")


def test_one_service_and_many_give_the_same_answer(model: Model, vocabulary: Vocabulary) -> None:
    month = date(2026, 1, 1)
    made = small_town(vocabulary, [0.2, 0.9], month)

    def levels(rows: pl.DataFrame) -> dict[str, float]:
        table = columns.assemble(model, ["2026-01"], {
            "2026-01": columns.count_month(model, rows.lazy())})  # fmt: skip
        gates = history.gate_details(model, table, {})
        return {
            f"{gate.gate.key}/{service}": float(gate.low[i, 0])
            for gate in gates for i, (_, service) in enumerate(table.cells)
            if gate.measured[i, 0]
        }  # fmt: skip

    alone = levels(made.filter(pl.col("service") == "dienst-1"))

    together = levels(made)
    assert alone == {key: together[key] for key in alone}
    assert len(alone) > 10


def test_the_canadian_inventory_goes_through_the_same_definition(shared: Path) -> None:
    file = shared / "data" / "canada_service_inventory_2019-2020_en.csv"

    found = end_to_end(read_canada(file))

    assert (found.services, found.some, found.all) == (718, 441, 154)
    assert round(found.some_step * 100, 1) == 61.4
    assert round(found.all_steps * 100, 1) == 21.4


def test_an_inventory_with_another_flag_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "inventory.csv"
    head = "external_internal," + ",".join(
        f"e_{s}" for s in ("registration", "authentication", "application", "decision",
                           "issuance", "feedback"))  # fmt: skip
    file.write_text(f"{head}\nextern,Y,N,NA,maybe,N,N\n")

    with pytest.raises(UnreadableInventory, match="Line 2"):
        read_canada(file)


def test_the_vocabulary_has_no_field_for_text(vocabulary: Vocabulary) -> None:
    kinds = {json.dumps(kind) for kind in vocabulary.fields().values()}

    assert all(kind == '"flag"' or kind[0] in "[0123456789" for kind in kinds)


def test_a_month_written_with_an_older_vocabulary_still_counts(
    model: Model, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """A column that did not exist then is empty, and a code that came later breaks nothing."""
    made = small_town(vocabulary, [0.5], date(2026, 10, 1))
    old = made.drop("again", "shown", "granted", "how").with_columns(
        pl.col("event").cast(pl.String).cast(pl.Enum(made["event"].unique().cast(pl.String).sort()))
    )
    old.write_parquet(columns.month_file(tmp_path, "2026-10"))

    counted = columns.count_folder(model, vocabulary, tmp_path, ["2026-10"])["2026-10"]

    today = columns.count_month(model, made.lazy())
    for name in ("W2.n", "G3.hits", "G5.hits"):
        assert counted[name].to_list() == today[name].to_list()
    assert counted["P2.n"].sum() == counted["R4.n"].sum() == 0


def test_one_measurement_of_a_whole_body_counts_once(model: Model) -> None:
    """Beside each of three services for their gates, and once in the figure of the body."""
    many = np.full((3, 1), 400, np.int64)
    series = Series(hits=many // 4, n=many, shared=np.ones((3, 1), np.bool_))

    found = history.summed(series, np.zeros(3, np.int64), 1)

    assert (int(found.hits[0, 0]), int(found.n[0, 0])) == (100, 400)
    own = Series(hits=many // 4, n=many, shared=np.zeros((3, 1), np.bool_))
    assert int(history.summed(own, np.zeros(3, np.int64), 1).n[0, 0]) == 1_200
