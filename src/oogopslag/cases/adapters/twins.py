"""Demo twins of other organisations' systems, each with data of its own in the data folder.

Each says of itself that it is a twin. They are only reached in a demonstration.
"""

import asyncio
import json
from pathlib import Path

import httpx

from oogopslag.cases.adapters.story import told
from oogopslag.cases.adapters.zgw.twin import FileStore, ZgwTwin
from oogopslag.cases.adapters.zgw.twin.catalogue import CaseType, seeded
from oogopslag.cases.adapters.zgw.twin.transport import TwinTransport
from oogopslag.catalogue import queries as catalogue

SECRET = "twin-secret-that-is-no-secret-at-all"  # noqa: S105 -- of a twin that guards nothing


def transport(host: str, folder: Path) -> httpx.AsyncBaseTransport:
    """The twin behind a host such as gemeente-veenstad.twin.invalid: ZGW and MijnTaken at once."""
    organisation = host.split(".", 1)[0]
    return _Twin(organisation, folder)


class _Twin(httpx.AsyncBaseTransport):
    def __init__(self, organisation: str, folder: Path) -> None:
        self.organisation, self.folder = organisation, folder

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.startswith(("/context/", "/taken/")):
            return await self._tasks(request)
        if path.startswith(("/partijen", "/klantcontacten", "/maak-klantcontact")):
            return self._contacts(request, await request.aread())
        return await TwinTransport(zgw_twin(self.organisation, self.folder)).handle_async_request(
            request
        )

    async def _tasks(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        body = json.loads(await request.aread() or b"{}")
        tasks = told(self.organisation).tasks
        if request.method == "POST":
            mine = [task for bsn, task in tasks if bsn == body.get("klantId")]
            return httpx.Response(200, json={"taken": mine}, headers=_SAYS)
        key = request.url.path.rsplit("/", 1)[1]
        for _, task in tasks:
            if task["uuid"] == key:
                return httpx.Response(200, json=task, headers=_SAYS)
        return httpx.Response(404, json={"title": "Onbekende taak", "status": 404}, headers=_SAYS)

    def _contacts(self, request: httpx.Request, body: bytes) -> httpx.Response:
        story = told(self.organisation)
        if request.method == "POST":
            sent = json.loads(body)["klantcontact"]
            made = {**sent, "uuid": "00000000-0000-4000-8000-000000000001"}
            return httpx.Response(201, json={"klantcontact": made}, headers=_SAYS)
        asked = request.url.params
        if request.url.path.startswith("/partijen"):
            bsn = asked.get("partijIdentificator__objectId", "")
            rows = [{"uuid": key} for number, key in story.parties.items() if number == bsn]
        else:
            party = asked.get("hadBetrokkene__wasPartij__uuid", "")
            rows = [row for key, row in story.contacts if key == party]
        return httpx.Response(
            200,
            json={"count": len(rows), "next": None, "previous": None, "results": rows},
            headers=_SAYS,
        )


_SAYS = {"X-Twin": "This is a demo twin, not a system of any organisation."}


def zgw_twin(organisation: str, folder: Path) -> ZgwTwin:
    """A register with a case type for each service of this organisation."""
    root = f"https://{organisation}.twin.invalid"
    types = [
        CaseType(number=one.slug.upper()[:50], title=one.title["nl"], products=(one.upl,))
        for one in catalogue.services()
        if one.organisation == organisation
    ]
    store = FileStore(
        folder / f"zgw-{organisation}.json",
        lambda: told(organisation).begun(root, seeded(root, types)),
    )
    return ZgwTwin(store, root=root, client_id="oogopslag", secret=SECRET)
