"""How a resident is told: text messages, paper only, and what senders may see; per service."""

import re
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.delivery import queries as deliveries
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.people import actions, queries
from oogopslag.ui.page import render

_MOBILE = re.compile(r"(?:\+31|0031|0)6[0-9]{8}")
CHANNELS = ("push", "email", "sms", "read")


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def page(request: ResidentRequest) -> HttpResponse:
    sentence = _changed(request) if request.method == "POST" else ""
    if request.method == "POST" and not sentence:
        return HttpResponseRedirect(reverse("r_telling"))
    wishes = {wish.channel: wish for wish in queries.wishes(request.resident)}
    chosen = {
        (one.service, one.channel): one.wanted
        for one in deliveries.preferences_of(request.resident)
    }
    return render(
        request,
        "resident/telling.jinja",
        shell(request, "settings"),
        status=400 if sentence else 200,
        sms=wishes.get("sms"),
        ladder=_ladder(request, wishes),
        broken=[one for one in wishes.values() if one.agreed and one.broken],
        post=wishes["letter"].broken if "letter" in wishes else None,
        digital=not ("digital" in wishes and not wishes["digital"].agreed),
        automatic=chosen.get(("", "*"), True),
        chosen=chosen,
        services=catalogue.services(),
        typed=request.POST.get("number", ""),
        sentence=sentence,
    )


def _ladder(request: ResidentRequest, wishes: dict[str, Any]) -> list[tuple[str, str, str]]:
    """How this resident is told now, in order: name, what is set, where to change it."""
    count = len(deliveries.devices(request.resident))
    devices = ngettext("%(count)s device", "%(count)s devices", count) % {"count": count}
    settings = reverse("r_settings")
    said = {
        channel: _("%(address)s, comes back now") % {"address": wish.address}
        if wish.broken
        else wish.address
        for channel in ("email", "sms")
        if (wish := wishes.get(channel)) and wish.agreed and wish.address
    }
    digital = not ("digital" in wishes and not wishes["digital"].agreed)
    paper = _("letters with legal effect that you do not open") if digital else _("everything")
    return [
        (_("Notice on your device"), devices if count else _("off"), f"{settings}#h-push"),
        (_("E-mail"), said.get("email", _("off")), f"{settings}#h-mail"),
        (_("Text message"), said.get("sms", _("off")), "#h-sms"),
        (_("Letter by post"), paper, "#h-papier"),
    ]


def _changed(request: ResidentRequest) -> str:
    """Does what was chosen; a sentence when it could not be, and then nothing changed."""
    resident, posted = request.resident, request.POST
    match posted.get("do", ""):
        case "sms":
            number = re.sub(r"[\s.-]", "", posted.get("number", ""))
            if not _MOBILE.fullmatch(number):
                return _("Write a Dutch mobile number like 06 12345678. Nothing changed.")
            number = "+31" + number[-9:]
            actions.wish(resident, "sms", address=number, agreed=True)
        case "sms-stop":
            actions.wish(resident, "sms", agreed=False)
        case "paper" | "digital" as do:
            actions.wish(resident, "digital", agreed=do == "digital")
        case "post":
            actions.address_mended(resident, Actor(kind="resident", id=str(resident.id)))
        case "ask-first" | "automatic" as do:
            delivery.prefer(resident, "", "*", wanted=do == "automatic")
        case "service":
            service = posted.get("service", "")
            if service in {one.slug for one in catalogue.services()}:
                for channel in CHANNELS:
                    delivery.prefer(resident, service, channel, wanted=channel in posted)
    return ""


urlpatterns = [path("instellingen/berichten/", page, name="r_telling")]
