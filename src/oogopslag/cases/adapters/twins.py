"""Demo twins of other organisations' systems, each with data of its own in the data folder.

Each says of itself that it is a twin. They are only reached in a demonstration.
"""

import asyncio
from pathlib import Path

import httpx

from oogopslag.cases.adapters.klant_twin import KlantTwin, Told
from oogopslag.cases.adapters.open_vtb.kept import TOKEN, KeptTwin
from oogopslag.cases.adapters.open_vtb.letters_twin import PATH as LETTERS_PATH
from oogopslag.cases.adapters.open_vtb.letters_twin import KeptLettersTwin
from oogopslag.cases.adapters.open_vtb.twin import PATH as VTB_PATH
from oogopslag.cases.adapters.story import told
from oogopslag.cases.adapters.taken_twin import TakenTwin
from oogopslag.cases.adapters.zgw.twin import FileStore, ZgwTwin
from oogopslag.cases.adapters.zgw.twin.catalogue import CaseType, seeded
from oogopslag.cases.adapters.zgw.twin.transport import TwinTransport
from oogopslag.catalogue import queries as catalogue

SECRET = "twin-secret-that-is-no-secret-at-all"  # noqa: S105 -- of a twin that guards nothing


def transport(host: str, folder: Path) -> "_Twin":
    """The twin behind a host such as gemeente-veenstad.twin.invalid: all its systems at once."""
    organisation = host.split(".", 1)[0]
    return _Twin(organisation, folder)


class _Twin(httpx.AsyncBaseTransport, httpx.BaseTransport):
    """Reached without a network, from asynchronous and from plain code."""

    def __init__(self, organisation: str, folder: Path) -> None:
        self.organisation, self.folder = organisation, folder

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        return self._answer(request, await request.aread())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request, request.read())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        path = request.url.path
        if path.startswith(f"{VTB_PATH}/"):
            return KeptTwin(self.organisation, self.folder).answer(request, body)
        if path.startswith(f"{LETTERS_PATH}/"):
            return KeptLettersTwin(TOKEN, self.organisation, self.folder).answer(request, body)
        if path.startswith(("/context/", "/taken/")):
            return TakenTwin(lambda: told(self.organisation).tasks).answer(request, body)
        if path.startswith(_CONTACTS):
            root = f"https://{self.organisation}.twin.invalid"
            return KlantTwin(self._contacts, root).answer(request, body)
        return TwinTransport(zgw_twin(self.organisation, self.folder)).handle_request(request)

    def _contacts(self) -> Told:
        story = told(self.organisation)
        return Told(parties=story.parties, contacts=story.contacts)


_CONTACTS = ("/partij", "/klantcontacten", "/maak-klantcontact", "/betrokkenen",
             "/digitaleadressen", "/internetaken")  # fmt: skip


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
