"""Pages for what cannot be shown: not found, not understood, and when we failed ourselves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from oogopslag.doors.entry import everyone
from oogopslag.ui.page import render


@everyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; for what is another's too, so that nobody learns that it exists."""
    return _page(
        request,
        404,
        _("We cannot find this page"),
        _("The address may be wrong, or the page may be somebody else's."),
    )


@everyone
def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        _("We did not understand this"),
        _("Your browser sent something we cannot read. Go back and try again."),
    )


@everyone
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token does not fit: the page was open while somebody signed in or out."""
    return _page(
        request,
        403,
        _("This page was open for too long"),
        _("We did not send it. Go back, reload the page and send it again."),
    )


@everyone
def failed(request: HttpRequest) -> HttpResponse:
    """500: touches no database, so that it shows when that is what failed."""
    return _page(
        request,
        500,
        _("Something went wrong with us"),
        _("It is our fault, not yours. Try again in a few minutes."),
    )


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    kept = _("Nothing you sent before is lost.")
    return render(
        request, "public/failed.jinja", status=status, title=title, sentence=sentence, kept=kept
    )
