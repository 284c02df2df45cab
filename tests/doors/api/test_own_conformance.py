"""Our own end points are held against the kit that we give to others."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.test_messages import send
from tests.doors.api.test_mijn_taken import duty

from oogopslag.catalogue.conformance import Credentials, Report, contract_test
from oogopslag.conf.wsgi import application

pytestmark = pytest.mark.django_db


class Ours(httpx.BaseTransport):
    """Our server without a network; `spoil` changes what it answers."""

    def __init__(self, spoil: Any = None) -> None:
        self.inner, self.spoil = httpx.WSGITransport(app=application), spoil

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = self.inner.handle_request(request)
        answer.read()
        if self.spoil and answer.status_code == 200:
            kind = {"content-type": answer.headers["content-type"]}
            return httpx.Response(200, json=self.spoil(answer.json()), headers=kind)
        return answer


def held(
    name: str, path: str, sender: Machine, *, write: bool = False, spoil: Any = None
) -> Report:
    credentials = Credentials(
        token=sender.key, person=builders.SUZANNE.number, sender=OINS["gemeente-veenstad"]
    )
    return contract_test(
        f"http://localhost{path}", name, credentials, write=write, transport=Ours(spoil)
    )


def test_our_mijn_taken_keeps_its_contract(veenstad: Machine) -> None:
    duty(veenstad)
    report = held("mijn-taken", "/mijn-taken/v0", veenstad)
    assert [str(one) for one in report.broken] == []
    assert [one for one in report.findings if one.result == "untested"] == []


def test_our_mijn_taken_spoiled_is_told_what_to_mend(veenstad: Machine) -> None:
    duty(veenstad)

    def without_status(data: Any) -> Any:
        for task in data.get("taken", []):
            task.pop("status", None)
        return data

    report = held("mijn-taken", "/mijn-taken/v0", veenstad, spoil=without_status)
    assert report.broken
    assert all("status" in one.what and one.mend and one.line for one in report.broken)


@pytest.mark.parametrize("write", [False, True])
def test_our_store_of_fbs_keeps_its_contract(veenstad: Machine, settings, write: bool) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["gemeente-veenstad"])
    send(veenstad)
    report = held("fbs", "/fbs/magazijn/api/v1", veenstad, write=write)
    assert [str(one) for one in report.broken] == []
