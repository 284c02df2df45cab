"""What makes the pages an app: manifest, service worker, offline page."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import everyone
from oogopslag.ui.page import render


@everyone
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C), in the language of the page."""
    return JsonResponse(
        {
            "name": "Oogopslag",
            "short_name": "Oogopslag",
            "description": _("See in one glance what you can get and must do"),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f8f5f0",
            "theme_color": "#06434d",
            "icons": [
                {"src": static("oog/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("oog/icon-512.png"), "sizes": "512x512", "type": "image/png"},
                {"src": static("oog/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            ],
        },
        content_type="application/manifest+json",
    )


@everyone
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that its scope is the whole app."""
    found = finders.find("oog/js/sw.js")
    if not found:
        raise Http404
    return HttpResponse(
        Path(found).read_text(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@everyone
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "public/offline.jinja")


urlpatterns = [
    path("manifest.webmanifest", manifest, name="p_manifest"),
    path("sw.js", service_worker, name="p_service_worker"),
    path("offline/", offline, name="p_offline"),
]
