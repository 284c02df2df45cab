"""The charts: each takes plain data and gives a Vega-Lite chart."""

from collections.abc import Mapping
from typing import Any, Literal

import altair as alt

from oogopslag.ui.charts import theme

Data = Mapping[str, Any]
PERCENT = alt.Axis(format=".0%")


def _table(rows: Any) -> Any:
    return alt.InlineData(values=list(rows))


def fan(data: Data, width: int) -> Any:
    """Measured share, and where it may go: 10, 50 and 90 percent; the target as a line.

    `measured`: rows of month (0 is the last) and share; `fan`: month, low, middle, high.
    """
    x = alt.X("month:Q", title=data["x"], axis=alt.Axis(tickMinStep=6))
    y = alt.Y("share:Q", title=None, axis=PERCENT, scale=alt.Scale(domain=[0, 1]))
    measured = alt.Chart(_table(data["measured"])).mark_line().encode(x=x, y=y)
    ahead = alt.Chart(_table(data["fan"]))
    area = ahead.mark_area(color=theme.pale(), stroke=theme.soft()).encode(
        x=x, y=alt.Y("low:Q"), y2="high:Q"
    )
    middle = ahead.mark_line(color=theme.ink(), strokeDash=[6, 4], strokeWidth=2).encode(
        x=x, y="middle:Q"
    )
    target = alt.Chart(_table([{"target": data["target"]}]))
    rule = target.mark_rule(color=theme.ink(), strokeWidth=1.5).encode(y="target:Q")
    word = target.mark_text(align="right", dy=-8, text=data["target_text"]).encode(
        y="target:Q", x=alt.value(width)
    )
    return alt.layer(area, middle, rule, word, measured).properties(width=width, height=260)


def dumbbell(data: Data, width: int) -> Any:
    """Two marks per row with the line between them: open circle and filled square.

    `rows`: name, left, right (shares); `left_name`, `right_name`.
    """
    rows = _table(data["rows"])
    # A name of two lines has a bar between them: nothing of it is cut off.
    lines = alt.Axis(labelExpr="split(datum.label, '|')", labelLimit=0, labelPadding=10)
    y = alt.Y("name:N", title=None, sort=None, axis=lines)
    x_axis = alt.X("left:Q", title=None, axis=PERCENT, scale=alt.Scale(domain=[0, 1]))
    between = (
        alt.Chart(rows)
        .mark_rule(color=theme.soft(), strokeWidth=3)
        .encode(x=x_axis, x2="right:Q", y=y)
    )
    marks = alt.Chart(_table(_long(data))).mark_point(
        filled=True, size=140, stroke=theme.ink(), opacity=1
    ).encode(
        x=alt.X("value:Q"), y=y,
        shape=alt.Shape("what:N", title=None, scale=alt.Scale(
            domain=[data["left_name"], data["right_name"]], range=["circle", "square"])),
        fill=alt.Fill("what:N", title=None, scale=alt.Scale(
            domain=[data["left_name"], data["right_name"]],
            range=["#ffffff", theme.accent()])),
    )  # fmt: skip
    # Beside the names; on a phone they take half, so that nothing is scaled down to be small.
    return alt.layer(between, marks).properties(
        width=min(width, 460) if width > theme.NARROW else 165, height={"step": 46}
    )


def _long(data: Data) -> list[dict[str, Any]]:
    return [
        {"name": row["name"], "what": data[f"{side}_name"], "value": row[side]}
        for row in data["rows"]
        for side in ("left", "right")
    ]


def quadrant(data: Data, width: int) -> Any:
    """Need against progress; `rows`: letter, need, progress (1 to 5). Names are in the table."""
    base = alt.Chart(_table(data["rows"]))
    scale = alt.Scale(domain=[1, 5], zero=False, nice=False)
    axis = alt.Axis(tickMinStep=1)
    x = alt.X("progress:Q", title=data["x"], scale=scale, axis=axis)
    y = alt.Y("need:Q", title=data["y"], scale=scale, axis=axis)
    points = base.mark_circle(size=420, color=theme.accent(), opacity=1).encode(x=x, y=y)
    words = base.mark_text(color="#ffffff", fontWeight="bold").encode(x=x, y=y, text="letter:N")
    middle = _table([{"at": 3}])
    across = (
        alt.Chart(middle)
        .mark_rule(color=theme.subtle(), strokeDash=[4, 4])
        .encode(y=alt.Y("at:Q", scale=scale))
    )
    down = (
        alt.Chart(middle)
        .mark_rule(color=theme.subtle(), strokeDash=[4, 4])
        .encode(x=alt.X("at:Q", scale=scale))
    )
    return alt.layer(across, down, points, words).properties(width=width, height=300)


def matrix(data: Data, width: int) -> Any:
    """Organisations × contracts; the sign in a cell says what its shade says.

    `rows`: name, column, state (green, red, stale, none), sign.
    """
    base = alt.Chart(_table(data["rows"])).encode(
        x=alt.X(
            "column:N",
            title=None,
            sort=None,
            # Upright on a phone: slanted names would make the whole picture small.
            axis=alt.Axis(
                orient="top", labelAngle=-90 if width == theme.NARROW else -45, labelLimit=0
            ),
        ),
        y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=0)),
    )
    shade = alt.Fill("state:N", legend=None, scale=alt.Scale(
        domain=["green", "red", "stale", "none"],
        range=[theme.accent(), "#ffffff", theme.pale(), "#f2eee7"]))  # fmt: skip
    cells = base.mark_rect(stroke=theme.ink(), strokeWidth=1).encode(fill=shade)
    signs = base.mark_text(fontWeight="bold").encode(
        text="sign:N",
        color=alt.condition("datum.state == 'green'", alt.value("#ffffff"), alt.value("#1c232b")),
    )
    columns = len({row["column"] for row in data["rows"]})
    step = max(20, min(46, (width - 80) // max(1, columns)))
    return alt.layer(cells, signs).properties(width={"step": step}, height={"step": 30})


def relations(data: Data, width: int) -> Any:
    """Promises between parties: parties on a circle, late ones dashed and thick.

    `nodes`: name, x, y, side (left, right or middle: where its name stands); `links`: x, y, x2, y2,
    late, number. Names of promises are in the table.
    """
    places = {"x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1.9, 1.9])),
              "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.3, 1.3]))}  # fmt: skip
    links = alt.Chart(_table(data["links"])).mark_rule().encode(
        **places, x2="x2:Q", y2="y2:Q",
        strokeWidth=alt.condition("datum.late", alt.value(4), alt.value(1.5)),
        strokeDash=alt.condition("datum.late", alt.value([6, 3]), alt.value([1, 0])),
        color=alt.condition("datum.late", alt.value("#8c1d12"), alt.value(theme.accent())),
    )  # fmt: skip
    halfway = alt.Chart(_table(data["links"])).transform_calculate(
        mx="datum.x * 0.6 + datum.x2 * 0.4", my="datum.y * 0.6 + datum.y2 * 0.4"
    ).encode(x=alt.X("mx:Q", axis=None), y=alt.Y("my:Q", axis=None), text="number:N")  # fmt: skip
    # White around a number, so that a line under it does not make another figure of it.
    around = halfway.mark_text(fontWeight="bold", stroke="#ffffff", strokeWidth=5)
    numbers = halfway.mark_text(fontWeight="bold")
    nodes = alt.Chart(_table(data["nodes"]))
    dots = nodes.mark_circle(size=260, color=theme.accent(), opacity=1).encode(**places)
    places_of_names: tuple[tuple[str, Literal["left", "center", "right"], int, int], ...] = (
        ("left", "right", -14, 0), ("right", "left", 14, 0), ("above", "center", 0, -20),
        ("below", "center", 0, 20),
    )  # fmt: skip
    names = [
        nodes.transform_filter(f"datum.side == '{side}'")
        .mark_text(align=align, dx=dx, dy=dy)
        .encode(**places, text="name:N")
        for side, align, dx, dy in places_of_names
    ]
    layers = alt.layer(links, around, numbers, dots, *names)
    return layers.properties(width=width, height=width * 0.62)


def series(data: Data, width: int) -> Any:
    """A line that stops at a gap and at a break; a break has a rule and a word.

    `rows`: period, figure or nothing, part (changes at each break); `breaks`: periods.
    """
    base = alt.Chart(_table(row for row in data["rows"] if row["figure"] is not None))
    axis = PERCENT if data["unit"] == "share" else alt.Axis()
    domain = [0, 1] if data["unit"] == "share" else data["domain"]
    periods = [row["period"] for row in data["rows"]]
    # On a phone not every period has its word: they would stand in each other.
    apart = -(-len(periods) // (6 if width == theme.NARROW else 16))
    x = alt.X("period:O", title=None, scale=alt.Scale(domain=periods),
              axis=alt.Axis(labelAngle=-40, values=periods[::-apart][::-1]))  # fmt: skip
    y = alt.Y("figure:Q", title=None, axis=axis, scale=alt.Scale(domain=domain))
    lines = base.mark_line().encode(x=x, y=y, detail="part:N")
    points = base.mark_point().encode(x=x, y=y)
    broken = alt.Chart(_table({"period": one} for one in data["breaks"]))
    rule = broken.mark_rule(strokeDash=[3, 3], strokeWidth=2, color=theme.ink()).encode(x=x)
    return alt.layer(rule, lines, points).properties(width=width, height=220)
