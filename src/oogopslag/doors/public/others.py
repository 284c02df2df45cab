"""What others measured before us: lines that stop at a gap and at a break, each with its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import everyone
from oogopslag.insight import queries
from oogopslag.ui import numbers
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


@dataclass(frozen=True, kw_only=True)
class SeriesView:
    """One series as the page shows it: period, figure in words, what was measured, break or not."""

    name: str
    picture: Any
    rows: list[tuple[str, str, str, bool]]
    gaps: str
    breaks: str
    sources: list[str]


@everyone
@require_safe
def others(request: HttpRequest) -> HttpResponse:
    titles = {"dutch": _("The Netherlands: digital maturity of government"),
              "a11-scores": _("United States: what people say after a contact (A-11)"),
              "a11-response": _("United States: how many answered (A-11)")}  # fmt: skip
    groups = [(titles[kind], [_view(one) for one in found])
              for kind, found in queries.others().items()]  # fmt: skip
    return render(request, "public/others.jinja", Shell(layout="scorecard", active="staircase"),
                  groups=groups)  # fmt: skip


def _view(one: Mapping[str, Any]) -> SeriesView:
    rows, plotted, part, before = [], [], 0, ""
    for point in one["points"]:
        broken = point["period"] in one["breaks"]
        # A line never crosses a break, nor a period in which nobody was asked.
        part += broken or point["figure"] is None
        plotted.append({"period": point["period"], "figure": point["figure"], "part": str(part)})
        # Units joined by a plus would be one word too long for a phone.
        wording = point["wording"].replace("+", ", ")
        rows.append((point["period"], _figure(one["unit"], point["figure"]),
                     _("the same") if wording == before else wording, broken))  # fmt: skip
        before = wording
    data = {"rows": plotted, "breaks": one["breaks"], "unit": one["unit"], "domain": [1, 5]}
    return SeriesView(
        name=_name(one["name"]), picture=queries.picture("series", data), rows=rows,
        gaps=", ".join(one["gaps"]), breaks=", ".join(dict.fromkeys(one["breaks"])),
        sources=one["source"].split(" ") if "://" in one["source"] else [one["source"]],
    )  # fmt: skip


def _name(name: str) -> str:
    known = {"inwoners": _("for residents"), "ondernemers": _("for entrepreneurs"),
             "alle": _("for everybody"), "response": _("response")}  # fmt: skip
    return known.get(name, name)


def _figure(unit: str, figure: float | None) -> str:
    if figure is None:
        return _("not asked")
    return numbers.percent(figure) if unit == "share" else numbers.number(figure, 2)


urlpatterns = [path("trap/metingen/", others, name="p_others")]
