"""Documents of a case in another register: read there when somebody asks, kept nowhere here."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from oogopslag.cases import elsewhere, registers
from oogopslag.cases.adapters.zgw import downloading
from oogopslag.cases.adapters.zgw.client import ZAKEN, Register, ZgwClient
from oogopslag.cases.adapters.zgw.downloading import ForeignDocument
from oogopslag.cases.errors import NotFromThere
from oogopslag.outside.beside import run

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


def documents_of(resident: "Resident", source: str, key: str) -> list[ForeignDocument]:
    """What the resident may see of their own case there.

    Raises NotFromThere for anybody else's, an OutsideError when the register does not answer.
    """
    return run(_list(_register(resident, source, key), key))


def pieces(
    resident: "Resident", source: str, key: str, document: str
) -> tuple[ForeignDocument, Iterator[bytes]]:
    """One of those documents, piece by piece. Raises NotFromThere, an OutsideError."""
    register = _register(resident, source, key)
    found = next((d for d in run(_list(register, key)) if d.key == document), None)
    if found is None:
        raise NotFromThere
    plain = registers.plain_http(register.url)
    client = ZgwClient(register, registers.http(register.url))  # only its headers and address
    return found, downloading.pieces(client, plain, document)


def _register(resident: "Resident", source: str, key: str) -> Register:
    elsewhere.foreign_case(resident, source, key)
    register = registers.zgw().get(source.removeprefix("zgw:"))
    if register is None:
        raise NotFromThere
    return register


async def _list(register: Register, key: str) -> list[ForeignDocument]:
    async with registers.http(register.url) as http:
        client = ZgwClient(register, http)
        return await downloading.documents_of(client, f"{client.root}/{ZAKEN}/zaken/{key}")
