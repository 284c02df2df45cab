"""The broker's own card, which nobody can switch off; and the letter behind a short code."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from oogopslag.broker import queries
from oogopslag.doors.entry import everyone
from oogopslag.ui import numbers
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


@everyone
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    lines, paid = queries.ledger()
    return render(
        request,
        "public/broker.jinja",
        Shell(layout="scorecard", active="broker"),
        card=queries.own_card(),
        lines=lines,
        paid=paid,
        number=numbers.number,
    )


@everyone
@require_safe
def card_json(request: HttpRequest) -> HttpResponse:
    found = queries.own_card()
    told = {name: getattr(found, name) for name in found.__dataclass_fields__}
    told["deliverables"] = [
        {"title": one.title, "done": one.done.isoformat(), "days_late": one.days_late}
        for one in found.deliverables
    ]
    told |= {"sunset": found.sunset.isoformat(), "licence": "CC0-1.0",
             "counted": found.counted and found.counted.isoformat()}  # fmt: skip
    response = JsonResponse(told)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@everyone
@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """Explains this kind of letter: no login, nothing about anybody."""
    found = queries.letter_by_code(code)
    if found is None:
        raise Http404
    return render(request, "public/letter.jinja", letter=found, claim=found.claim)


@everyone
@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code to print on the letter, as SVG in black and white."""
    found = queries.letter_by_code(code)
    if found is None:
        raise Http404
    address = f"{settings.BASE_URL}{reverse('p_letter', args=[found.short_code])}"
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=4, xmldecl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml; charset=utf-8")


urlpatterns = [
    path("trap/regisseur/", card, name="p_broker_card"),
    path("trap/regisseur.json", card_json, name="p_broker_json"),
    path("b/<slug:code>/", letter, name="p_letter"),
    path("b/<slug:code>/qr.svg", qr, name="p_letter_qr"),
]
