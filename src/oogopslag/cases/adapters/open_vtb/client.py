"""Asks for the valid version of a request type, checks the answers against it, and submits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from oogopslag.core.values import Bsn
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import NotThere, Rejected, Unusable

MOST_PAGES = 20


@dataclass(frozen=True, kw_only=True)
class RequestType:
    """One published version of a request type; `schema` is what the answers must fit."""

    url: str
    name: str
    version: int
    schema: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Submission:
    """An application as it is handed over; `case_urn` links it to a case of ours."""

    answers: Mapping[str, Any]
    bsn: Bsn
    language: str = "nl"
    reference: str = ""
    documents: Sequence[str] = field(default=())
    case_urn: str = ""


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What the register made of it."""

    id: str
    urn: str
    status: str


class OpenVtb:
    """One register; `root` ends in /verzoeken/api/v1."""

    def __init__(self, client: httpx.AsyncClient, root: str, token: str) -> None:
        self.client, self.root = client, root.rstrip("/")
        self.headers = {"Authorization": f"Token {token}"}

    async def valid_type(self, name: str, on: date) -> RequestType:
        """The published version of a type on a day; drafts and ended versions are skipped.

        Raises NotThere when there is none, and other OutsideErrors.
        """
        for row in await self._pages("/verzoektypen"):
            if row.get("naam") == name:
                return await self._version(row, on)
        raise NotThere(name)

    async def _version(self, row: Mapping[str, Any], on: date) -> RequestType:
        versions = await self._pages(f"/verzoektypen/{row['uuid']}/versies")
        valid = [one for one in versions if _valid(one, on)]
        if not valid:
            raise NotThere("no valid version")
        newest = max(valid, key=lambda one: int(one["versie"]))
        schema: Any = newest.get("aanvraagGegevensSchema")
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            raise Unusable("schema") from error
        return RequestType(
            url=str(row["url"]), name=str(row["naam"]), version=int(newest["versie"]), schema=schema
        )

    async def submit(self, kind: RequestType, one: Submission) -> Submitted:
        """Hands it over once the answers fit the published version.

        Raises Rejected with the names of what does not fit, before anything is sent.
        """
        wrong = Draft202012Validator(kind.schema).iter_errors(dict(one.answers))
        fields = tuple(sorted({".".join(str(p) for p in e.absolute_path) or "-" for e in wrong}))
        if fields:
            raise Rejected("answers", fields=fields)
        answer = await ask(
            self.client, "POST", f"{self.root}/verzoeken", body=_body(kind, one),
            headers=self.headers,
        )  # fmt: skip
        try:
            data = answer.data
            return Submitted(id=data["uuid"], urn=data["urn"], status=data["verwerkStatus"])
        except (KeyError, TypeError) as error:
            raise Unusable("verzoek") from error

    async def earlier(self, case_urn: str) -> Submitted | None:
        """What was made for this case before, when an answer was lost; None when nothing was."""
        rows = await self._pages("/verzoeken", isGerelateerdAan=case_urn)
        for row in rows:
            related = row.get("isGerelateerdAan") or ()
            if any(one.get("urn") == case_urn for one in related if isinstance(one, dict)):
                return Submitted(id=row["uuid"], urn=row["urn"], status=row["verwerkStatus"])
        return None

    async def _pages(self, path: str, **more: str) -> list[Mapping[str, Any]]:
        """Every row of a list; `next` is followed on our own root only."""
        rows: list[Mapping[str, Any]] = []
        for page in range(1, MOST_PAGES + 1):
            answer = await ask(
                self.client, "GET", f"{self.root}{path}", params={"page": str(page), **more},
                headers=self.headers,
            )  # fmt: skip
            if not isinstance(answer.data, dict) or not isinstance(answer.data["results"], list):
                raise Unusable("page")
            rows += answer.data["results"]
            if not answer.data.get("next"):
                break
        return rows


def _valid(row: Mapping[str, Any], on: date) -> bool:
    if row.get("status") != "published" or not row.get("beginGeldigheid"):
        return False
    ends = row.get("eindeGeldigheid")
    begun = date.fromisoformat(row["beginGeldigheid"]) <= on
    return begun and (not ends or on < date.fromisoformat(ends))


def _body(kind: RequestType, one: Submission) -> dict[str, Any]:
    body: dict[str, Any] = {
        "verzoekType": kind.url,
        "versie": kind.version,
        "aanvraagGegevens": dict(one.answers),
        "initiator": f"urn:nld:brp:bsn:{one.bsn.number}",
        "kanaal": "oogopslag",
        "verzoekTaal": one.language,
        "bijlagen": [{"informatieObject": urn} for urn in one.documents],
        "verzoekBron": {"naam": "Oogopslag", "kenmerk": one.reference},
    }
    if one.case_urn:
        body["isGerelateerdAan"] = [{"urn": one.case_urn}]
    return body
