"""What the Dutch contracts share: who is meant, what came in, and how an answer looks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from oogopslag.core import texts
from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.problems import Problem, invalid
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.errors import InboxError
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError

_LENGTHS = {"BSN": 9, "RSIN": 9, "KVK": 8, "OIN": 20}
M = TypeVar("M", bound=BaseModel)


class Tolerant(BaseModel):
    """Something another system sends: what we do not know is ignored (tolerant reader)."""

    model_config = ConfigDict(extra="ignore")


class Extension(Tolerant):
    """What no contract has and we need, in one object."""

    inReactieOp: str | None = None
    gesprekId: str | None = None
    reactieTermijn: int | None = None  # working days
    reactieTermijnUren: int | None = None  # working hours; they go before days
    taal: str | None = None
    bezwaartermijn: str | None = None

    def policy(self) -> inbox.ReplyPolicy | None:
        """What it promises, within what we take; None without either."""
        if self.reactieTermijnUren:
            hours = min(max(self.reactieTermijnUren, 1), inbox.MOST_HOURS)
            return inbox.ReplyPolicy(answer_within_hours=hours)
        if self.reactieTermijn:
            return inbox.ReplyPolicy(answer_within=min(max(self.reactieTermijn, 1), 60))
        return None


def terms_of(row: Any) -> dict[str, int | None]:
    """The same the other way: when a letter promises an answer, in our extension."""
    found = {"reactieTermijn": row.answer_within}
    if row.answer_within_hours:
        found["reactieTermijnUren"] = row.answer_within_hours
    return found


def read(request: HttpRequest, model: type[M], *media: str) -> M:
    """The body as this contract has it. Raises Problem: 415, or 400 with every error."""
    allowed = media or ("application/json",)
    if request.content_type not in allowed:
        detail = _("Send this as %(media)s. Nothing was stored.") % {"media": allowed[0]}
        raise Problem(415, "wrong-media-type", detail)
    try:
        return model.model_validate_json(request.body)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        raise invalid(errors) from error  # type: ignore[arg-type]  # pydantic's own dicts


def said(data: Any, status: int = 200) -> HttpResponse:
    """JSON as these contracts send it."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    return HttpResponse(text, status=status, content_type="application/json")


def acceptable(request: HttpRequest) -> None:
    """Raises Problem 406 when the caller takes no JSON."""
    wanted = request.headers.get("accept", "*/*")
    if not any(part in wanted for part in ("*/*", "application/*", "json")):
        raise Problem(406, "not-acceptable", _("We answer in JSON only."))


def portal(request: Any) -> None:
    """Only an authorised portal may name a resident. Raises Problem 403."""
    client = request.client
    known = {one.strip() for one in settings.CONFIG.portal_oins.split(",") if one.strip()}
    if client.kind != "normal" or client.organisation.oin not in known:
        raise Problem(
            403,
            "no-portal",
            _("This organisation may not ask on behalf of residents. Nothing was shown."),
        )


def meant(request: Any) -> Any:
    """The resident in X-Ontvanger, None for somebody we do not know. Raises Problem 400, 403.

    The header is believed only from an authenticated and authorised OIN.
    """
    portal(request)
    text = request.headers.get("x-ontvanger", "")
    kind, _colon, value = text.partition(":")
    if len(value) != _LENGTHS.get(kind) or not value.isascii() or not value.isdigit():
        raise Problem(
            400, "wrong-recipient-header", _("X-Ontvanger must be TYPE:VALUE, as BSN:123456782.")
        )
    return of_number(kind, value)


def of_number(kind: str, value: str) -> Any:
    """The resident with this number; None for organisations and people we do not know.

    Raises Problem 400 for a BSN that cannot be one.
    """
    if kind != "BSN":
        return None
    try:
        return people.resident_by_bsn(Bsn(value))
    except InvalidValue as error:
        raise Problem(400, "wrong-bsn", _("This is not a valid BSN.")) from error
    except PeopleError:
        return None


def download(found: Any) -> HttpResponse:
    """A file, always as a download: never shown in the page of whoever fetched it."""
    with found.file.open() as stream:
        answer = HttpResponse(stream.read(), content_type=found.type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return answer


def moment(moment: datetime) -> str:
    """A moment as the contracts write it: in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    """A file that came in a JSON body, under a name without path."""
    return SimpleUploadedFile(texts.file_name(name), content)


def guarded(work: Callable[[], Any]) -> Any:
    """Does `work`; an error of a room becomes a problem document."""
    try:
        return work()
    except (InboxError, PeopleError) as error:
        raise problem_of(error) from error


def number_in(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    """A whole number from the query. Raises Problem 400."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        detail = _("%(name)s must be a whole number from %(least)s to %(most)s.") % {
            "name": name,
            "least": least,
            "most": most,
        }
        raise Problem(400, "wrong-query", detail)
    return int(text)
