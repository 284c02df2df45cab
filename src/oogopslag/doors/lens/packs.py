"""Packs for the device, whole and signed; and a resident's own values, for all guides at once."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import ResidentRequest, everyone, resident_only
from oogopslag.paper import queries

YEAR = 31_536_000


@everyone
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The packs with size, hash and signature; and which words a person checked."""
    found = queries.packs(settings.PACKS)
    return JsonResponse(
        {
            "key": queries.pack_key(settings.PACK_PRIVATE_KEY),
            "reviewed": queries.reviewed(),
            "packs": [
                {
                    "name": one.name,
                    "url": reverse("l_pack", args=[one.file]),
                    "size": one.size,
                    "pages": one.pages,
                    "sha256": one.sha256,
                    "signature": one.signature,
                }
                for one in found
            ],
        },
        headers={"Cache-Control": "no-cache"},
    )


@everyone
@require_safe
def pack(request: HttpRequest, file: str) -> HttpResponse:
    """One pack; its name holds its hash, so it never changes. Packed for browsers that take it."""
    if file not in {one.file for one in queries.packs(settings.PACKS)}:
        raise Http404
    target = settings.PACKS / file
    packed = "gzip" in request.headers.get("accept-encoding", "")
    if packed:
        target = target.with_name(f"{file}.gz")
    response = FileResponse(target.open("rb"), content_type="application/octet-stream")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response  # type: ignore[return-value]  # a file response is one


@require_safe
@resident_only
def values(request: ResidentRequest) -> HttpResponse:
    """What this resident can fill in, on every form: the server learns not which one is held."""
    found = queries.values_of(request.resident, _page(request))
    return JsonResponse(
        {
            guide: {
                key: {
                    "shown": one.shown,
                    "source": one.source,
                    "cents": one.cents,
                    "contradict": reverse("r_contradict", args=[one.fact]) if one.fact else "",
                }
                for key, one in fields.items()
            }
            for guide, fields in found.items()
        }
    )


def _page(request: HttpRequest) -> str:
    return "en" if request.GET.get("taal") == "en" else "nl"


urlpatterns = [
    path("pakketten.json", manifest, name="l_manifest"),
    path("pakket/<str:file>", pack, name="l_pack"),
    path("waarden/", values, name="l_values"),
]
