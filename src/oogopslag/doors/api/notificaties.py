"""News from registers of cases: the webhook of ZGW Notificaties."""

import json
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oogopslag.cases import actions
from oogopslag.cases.errors import WrongNotification
from oogopslag.doors.entry import MachineRequest, View, for_machines, machine
from oogopslag.doors.problems import Problem


def _forbidden(view: View) -> View:
    """403 where others get 401: Open Notificaties subscribes no address that answers otherwise to
    a call without a key.
    """

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.UNAUTHORIZED:
            return answer
        problem = Problem(403, "no-key", _("This address needs a key. Nothing was stored."))
        return for_machines(problem.response())

    return answered


@_forbidden
@machine
@require_POST
def notificaties(request: MachineRequest) -> HttpResponseBase:
    """204 for every piece of news, new or known; it is looked at afterwards."""
    try:
        sent = json.loads(request.body)
        if not isinstance(sent, dict):
            raise ValueError
        actions.notified(request.client.organisation.slug, sent)
    except (ValueError, RecursionError):
        detail = _("This request cannot be read: send JSON in UTF-8. Nothing was stored.")
        return Problem(400, "unreadable-request", detail).response()
    except WrongNotification as error:
        return Problem(400, "wrong-notification", str(error)).response()
    return HttpResponse(status=204)


urlpatterns = [path("api/zgw/v1/notificaties", notificaties, name="api_notificaties")]
