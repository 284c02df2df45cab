""" "Is dit echt?": a code from a mail, text message or letter, checked without signing in."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.cases import queries as cases
from oogopslag.core import texts
from oogopslag.delivery import actions as delivery
from oogopslag.delivery.errors import InvalidUnsubscribe
from oogopslag.doors.entry import everyone
from oogopslag.inbox import queries
from oogopslag.ui.page import render


@everyone
@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Who sent a message with this code, and when; never to whom, or what it says."""
    typed = code or request.GET.get("code", "")
    return render(
        request,
        "public/genuine.jinja",
        typed=texts.typed_code(typed),
        asked=bool(typed.strip()),
        found=queries.genuine(typed) if typed.strip() else None,
        seal=cases.letter_certificate(),
    )


@everyone
@csrf_exempt  # a mail program posts this by itself (RFC 8058); the token can do one thing only
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail about one service; a page that only looks changes nothing."""
    sentence, done = "", False
    if request.method == "POST":
        try:
            delivery.unsubscribe(token)
            done = True
        except InvalidUnsubscribe as error:
            sentence = str(error.sentence)
    return render(
        request,
        "public/unsubscribe.jinja",
        status=400 if sentence else 200,
        sentence=sentence,
        done=done,
    )


urlpatterns = [
    path("echt/", check, name="p_genuine"),
    path("echt/<slug:code>/", check, name="p_genuine_code"),
    path("afmelden/<str:token>/", unsubscribe, name="p_unsubscribe"),
]
