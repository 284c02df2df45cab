"""A provider of SMS and letters with the API of GOV.UK Notify (v2), which others offer too.

`notify+https://SERVICE:SECRET@host/?sms=TEMPLATE`: the service id and secret sign a short-lived
token (JWT, HS256); the template has one field, `body`. The reference is the id of our delivery,
so that the provider can recognise a repeat.
"""

import time
from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import httpx
import jwt

from oogopslag.delivery.errors import NoAddress, Refused, Undeliverable
from oogopslag.delivery.parcel import Handed, Parcel

_TIMEOUT = 10
_FINAL = 400, 404, 413, 422  # what trying again cannot mend
# What was sent may have been taken, although no answer came.
_UNSURE = httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError


class _NoAnswer(Undeliverable):
    """Nobody knows whether the provider took it."""


@dataclass(frozen=True, kw_only=True)
class Notify:
    """One provider; `name` is its host, for figures and proof."""

    name: str
    base: str
    service: str
    secret: str
    template: str

    @classmethod
    def read(cls, address: str) -> "Notify":
        """From a setting. Raises ValueError when it is not such an address."""
        where = urlsplit(address.removeprefix("notify+"))
        if not (where.hostname and where.username and where.password):
            raise ValueError("a provider is notify+https://SERVICE:SECRET@host/?sms=TEMPLATE")
        port = f":{where.port}" if where.port else ""
        return cls(
            name=f"{where.hostname}{port}"[:40],
            base=f"{where.scheme}://{where.hostname}{port}",
            service=unquote(where.username),
            secret=unquote(where.password),
            template=parse_qs(where.query).get("sms", [""])[0],
        )

    def sms(self, parcel: Parcel) -> Handed:
        """Without an answer it asks once whether it was taken all the same.

        Raises NoAddress, Undeliverable, Refused.
        """
        if not parcel.address:
            raise NoAddress
        body = {
            "phone_number": parcel.address,
            "template_id": self.template,
            "personalisation": {"body": parcel.body},
            "reference": str(parcel.delivery),
        }
        try:
            answer = self._post("sms", body)
        except _NoAnswer as error:
            answer = self._taken(parcel.delivery) or {}
            if not answer:
                raise error from None
        return Handed(provider=self.name, reference=str(answer.get("id", ""))[:80])

    def letter(self, pdf: bytes, reference: UUID) -> Handed:
        """One letter as PDF. Raises Undeliverable, Refused."""
        answer = self._post(
            "letter", {"reference": str(reference), "content": b64encode(pdf).decode()}
        )
        return Handed(provider=self.name, reference=str(answer.get("id", ""))[:80])

    def status(self, reference: str) -> str:
        """What became of it, in the provider's words: delivered, sending, permanent-failure, …

        Raises Undeliverable when the provider does not answer.
        """
        return str(self._asked("GET", f"/v2/notifications/{reference}", None).get("status", ""))

    def _taken(self, reference: UUID) -> dict[str, Any] | None:
        """What the provider has under our reference; None when nothing, or it gives no answer."""
        try:
            found = self._asked("GET", f"/v2/notifications?reference={reference}", None)
        except (Undeliverable, Refused):
            return None
        rows = found.get("notifications")
        first = rows[0] if isinstance(rows, list) and rows else None
        return first if isinstance(first, dict) else None

    def _post(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._asked("POST", f"/v2/notifications/{kind}", body)

    def _asked(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        token = jwt.encode(
            {"iss": self.service, "iat": int(time.time())}, self.secret, algorithm="HS256"
        )
        try:
            answer = httpx.request(
                method,
                self.base + path,
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=_TIMEOUT,
            )
        except _UNSURE as error:
            raise _NoAnswer(f"{self.name}: {type(error).__name__}") from error
        except httpx.HTTPError as error:  # its text may hold the number
            raise Undeliverable(f"{self.name}: {type(error).__name__}") from error
        if answer.status_code in _FINAL:
            raise Refused(f"{self.name}: {answer.status_code}")
        if answer.status_code >= httpx.codes.MULTIPLE_CHOICES:
            raise Undeliverable(f"{self.name}: {answer.status_code}")
        try:
            found = answer.json()
        except ValueError as error:
            raise Undeliverable(f"{self.name}: no JSON") from error
        return found if isinstance(found, dict) else {}
