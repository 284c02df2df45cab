"""Pages for everybody."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.errors import UnknownOrganisation
from oogopslag.doors.entry import everyone
from oogopslag.people import actions as people
from oogopslag.people import queries
from oogopslag.ui.page import render
from oogopslag.ui.theme import theme_css


@everyone
@require_safe
def login(request: HttpRequest) -> HttpResponse:
    timed_out = bool(request.session.pop("timed_out", False))
    return render(
        request, "public/login.jinja", timed_out=timed_out, minutes=settings.CONFIG.idle_minutes
    )


@everyone
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Signs out and has the browser forget what it kept for offline reading."""
    logout(request)
    response = HttpResponseRedirect(reverse("p_login"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@everyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Sets the language of all pages and, when signed in, of letters and mail."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    if chosen in dict(settings.LANGUAGES):
        translation.activate(chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            people.set_language(request.user, chosen)
    return response


@everyone
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "public/help.jinja", organisations=queries.organisations())


@everyone
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.jinja")


@everyone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For probes: the database answers and content is read."""
    return JsonResponse({"status": "ok", "services": len(catalogue.services())})


@everyone
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """The colours of one organisation, made from its one brand colour."""
    try:
        css = theme_css(slug, catalogue.organisation_data(slug).brand)
    except UnknownOrganisation as error:
        raise Http404(str(error)) from error
    return HttpResponse(
        css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=86400"}
    )


urlpatterns = [
    path("inloggen/", login, name="p_login"),
    path("uitloggen/", leave, name="p_logout"),
    path("taal/", language, name="p_language"),
    path("hulp/", help_page, name="p_help"),
    path("toegankelijkheid/", accessibility, name="p_accessibility"),
    path("health", health, name="p_health"),
    path("theme/<slug:slug>.css", theme, name="p_theme"),
]
