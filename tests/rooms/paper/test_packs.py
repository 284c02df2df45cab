"""Packs: signed, whole, without anybody's data, and the same from the same content."""

import json
import struct
from pathlib import Path

import pytest

from oogopslag.paper import queries
from oogopslag.paper.compiling import compiled_pages
from oogopslag.paper.errors import TamperedPack
from oogopslag.paper.publishing import compile_packs
from oogopslag.paper.signing import check, public_key, read_manifest

CONTENT = Path(__file__).resolve().parents[3] / "content"
SECRET = "b2Vmb2VmZW5kZS1zbGV1dGVsLXZvb3ItdG9ldHNlbiE"
pytestmark = pytest.mark.slow
EXAMPLES = ("zorgtoeslag.aanvraag", "kwijtschelding.besluit")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packs")
    guides = {name: queries.guides()[name] for name in EXAMPLES}
    compile_packs(
        guides, out, content=CONTENT, site="https://example.org", secret=SECRET, names={},
        reference={},
        tell=lambda line: None,
    )  # fmt: skip
    return out


def header(content: bytes) -> dict:  # type: ignore[type-arg]
    magic, version, length = struct.unpack("<8sII", content[:16])
    assert (magic, version) == (b"OOGPAPER", 2)
    return json.loads(content[16 : 16 + length])  # type: ignore[no-any-return]


def test_there_is_a_pack_for_each_organisation_and_one_of_everything(folder: Path) -> None:
    names = [entry.name for entry in read_manifest(folder)]

    assert names == ["dienst-toeslagen", "waterschap-drieland", "alles"]


def test_a_pack_carries_a_signature_that_one_changed_byte_breaks(folder: Path) -> None:
    entry = read_manifest(folder)[0]
    content = bytearray((folder / entry.file).read_bytes())

    check(entry, bytes(content), public_key(SECRET))
    content[len(content) // 2] ^= 1

    with pytest.raises(TamperedPack):
        check(entry, bytes(content), public_key(SECRET))


def test_sections_fill_the_pack_to_its_last_byte(folder: Path) -> None:
    for entry in read_manifest(folder):
        content = (folder / entry.file).read_bytes()
        length = struct.unpack("<I", content[12:16])[0]
        end = max(offset + size for offset, size in header(content)["sections"].values())
        assert 16 + length + end == len(content)


def test_the_pages_of_two_editions_know_each_other(folder: Path) -> None:
    entry = next(one for one in read_manifest(folder) if one.name == "alles")
    pages = header((folder / entry.file).read_bytes())["pages"]

    for number, page in enumerate(pages):
        likes = {like[0]: like for like in page["likes"]}
        twin = next(
            n for n, other in enumerate(pages)
            if n != number and (other["guide"], other["number"]) == (page["guide"], page["number"])
        )  # fmt: skip
        assert len(likes[twin][2]) == len(likes[twin][3]) > 0


def test_a_pack_says_that_a_value_exists_and_never_which(folder: Path) -> None:
    content = (folder / read_manifest(folder)[0].file).read_bytes()
    fields = {field["key"]: field for field in header(content)["guides"][0]["fields"]}

    assert fields["inkomen"]["value"] is True
    assert b'verzamelinkomen"' not in content


def test_the_same_content_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    guide = queries.guides()["kwijtschelding.besluit"]
    compile_packs(
        {guide.id: guide}, tmp_path, content=CONTENT, site="https://example.org", secret=SECRET,
        names={}, reference={},
         tell=lambda line: None,
    )  # fmt: skip

    again = next(one for one in read_manifest(tmp_path) if one.name == "waterschap-drieland")
    first = next(one for one in read_manifest(folder) if one.name == "waterschap-drieland")
    assert again.sha256 == first.sha256


def test_compiling_tells_how_far_it_is() -> None:
    told: list[str] = []
    guide = queries.guides()["kwijtschelding.besluit"]

    compiled_pages([guide], content=CONTENT, site="https://example.org", tell=told.append)

    assert told[0].startswith("1/2 kwijtschelding.besluit 2025")
