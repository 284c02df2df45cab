"""The way in: camera, list, code; and the camera page itself."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import everyone
from oogopslag.doors.lens import frame, sentences
from oogopslag.paper import actions, queries
from oogopslag.paper.errors import EmptyRemark, UnknownGuide
from oogopslag.ui.format import active
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


@everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every form by organisation; a code leads straight to one."""
    return _listed(request)


@everyone
@require_POST
def absent(request: HttpRequest) -> HttpResponse:
    """A form that is not in the list: its title goes to the organisation that made it."""
    slug, title = request.POST.get("organisatie", ""), request.POST.get("titel", "")[:200]
    try:
        actions.absent(slug, title=title, language=active())
    except UnknownGuide as error:
        raise Http404(str(error)) from error
    except EmptyRemark as error:
        return _listed(request, Absent(organisation=slug, title=title, error=str(error)))
    return HttpResponseRedirect(f"{reverse('l_home')}?dank=1#h-niet-bij")


@dataclass(frozen=True, kw_only=True)
class Absent:
    """What was typed about a form that is not in the list, and what is wrong with it."""

    organisation: str = ""
    title: str = ""
    error: str = ""


def _listed(request: HttpRequest, absent: Absent | None = None) -> HttpResponse:
    typed, error = request.GET.get("code", "")[:40], ""
    if typed:
        try:
            return _to(*queries.guide_by_code(typed))
        except UnknownGuide as unknown:
            error = str(unknown)
    groups: dict[str, list[queries.Guide]] = {}
    for one in queries.guides().values():
        groups.setdefault(one.organisation, []).append(one)
    return render(
        request,
        "lens/home.jinja",
        status=400 if absent else 404 if error else 200,
        absent=absent or Absent(),
        thanks="dank" in request.GET,
        groups=[(catalogue.organisation_data(slug), found) for slug, found in groups.items()],
        typed=typed,
        error=error,
        signed_in=frame.resident_of(request) is not None,
    )


def _to(guide: queries.Guide, edition: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("l_guide", args=[guide.service, guide.name, edition]))


@everyone
@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR on a letter opens: its explanation, without signing in."""
    try:
        return _to(*queries.guide_by_code(code))
    except UnknownGuide:
        return HttpResponseRedirect(f"{reverse('l_home')}?code={code}")


@everyone
@require_safe
def lens(request: HttpRequest) -> HttpResponse:
    """The only page that may ask for the camera."""
    resident = frame.resident_of(request)
    data = {
        "language": active(),
        "pack": "alles",
        "manifest": reverse("l_manifest"),
        "values_url": f"{reverse('l_values')}?taal={active()}" if resident else "",
        "list": reverse("l_guide", args=["__service__", "__name__", "__edition__"]).replace(
            "__service__/__name__", "__guide__"
        ),
        "worker": static("vendor/lens/worker.js"),
        "pdf": static("vendor/lens/pdf.js"),
        "pdfjs": static("vendor/pdf/pdf.min.mjs"),
        "pdfworker": static("vendor/pdf/pdf.worker.min.mjs"),
        "ocr": static("vendor/ocr/"),
        "jsqr": static("vendor/qr/jsQR.js"),
        "code": reverse("l_code", args=["__code__"]),
        "help": reverse("r_mandates") if resident else reverse("p_help"),
        "reply": reverse("r_new_thread"),
        "bodies": sorted(set(queries.payees()) & set(catalogue.organisations())),
        "values": {},
        "reviewed": {},
        "states": sentences.states(),
        "hints": sentences.hints(),
        "leads": frame.LEADS,
        "says": sentences.says() | {"hints": sentences.hints()},
    }
    response = render(
        request,
        "lens/lens.jinja",
        Shell(offline="forget" if request.session.get("shared") else "keep"),
        data=data,
        languages=list(frame.NAMES.items()),
        signed_in=resident is not None,
        title=_("Explain a paper"),
    )
    response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return response


urlpatterns = [
    path("", home, name="l_home"),
    path("niet-bij/", absent, name="l_absent"),
    path("lens/", lens, name="l_lens"),
    path("c/<str:code>/", code, name="l_code"),
]
