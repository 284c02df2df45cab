"""A photo, a PDF, an unknown letter; packs that were changed or cannot be kept; offline."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst
from PIL import Image

from oogopslag.paper import queries
from tests.lens.conftest import Seen, paper
from tests.lens.test_camera import newspaper, state

KEPT_PACKS = """caches.open('oogopslag-packs-1').then((cache) => cache.keys())
  .then((keys) => keys.filter((one) => one.url.endsWith('.pack')).length)"""
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def photo(picture: Any) -> dict[str, Any]:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    return {"name": "foto.png", "mimeType": "image/png", "buffer": out.getvalue()}


def pdf(content: bytes) -> dict[str, Any]:
    return {"name": "formulier.pdf", "mimeType": "application/pdf", "buffer": content}


def choose(seen: Seen, file: dict[str, Any]) -> None:
    seen.page.get_by_label("Een foto of PDF van het papier").set_input_files(file)  # type: ignore[arg-type]


def locked() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def long() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(301):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


def test_a_photo_a_pdf_and_files_that_cannot_be_used(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)

    choose(seen, photo(paper("zorgtoeslag.aanvraag", "2025", 0)))
    state(seen, "frozen")
    assert seen.page.get_by_text("Gevonden: versie 2025, bladzijde 1 van 2").first.is_visible()

    seen = before_camera(None)
    choose(seen, pdf(queries.paper_of(queries.guide("zorgtoeslag.aanvraag"), "2026")))
    state(seen, "frozen")
    assert seen.page.get_by_text("Gevonden: versie 2026, bladzijde 1 van 2").first.is_visible()

    for content, name in ((locked(), "locked"), (b"%PDF-1.4 no", "broken"), (long(), "long")):
        seen = before_camera(None)
        choose(seen, pdf(content))
        state(seen, name)
        assert seen.page.get_by_role("link", name="Kies het formulier uit een lijst").is_visible()


LETTER = """
#set page(paper: "a4", margin: 22mm)
#set text(font: "Noto Sans", size: 11pt)
*Waterschap Drieland* \\ Dijkweg 10, 3900 AB Drieland

Datum: 3 november 2026 \\
Ons kenmerk: HER-2026-118822

#v(6mm)
*Aanmaning*

Geachte mevrouw,

U heeft uw aanslag nog niet betaald. U moet een bedrag van € 184,60 betalen. Wij moeten het geld
uiterlijk op 24 november 2026 hebben op rekening NL20 INGB 0001 2345 67.

Betaalt u niet, dan volgt een dwangbevel. U kunt ook bezwaar maken.
"""


def unknown_letter() -> Any:
    from oogopslag.paper.source import FONTS

    made = typst.compile(LETTER.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)
    page = pypdfium2.PdfDocument(bytes(made))[0]
    import numpy as np

    return np.array(page.render(scale=1500 / page.get_size()[0]).to_pil().convert("L"))


def test_an_unknown_letter_is_read_on_the_device_and_a_strange_account_is_warned_for(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)
    posted: list[str] = []
    seen.page.on("request", lambda request: request.method != "GET" and posted.append(request.url))

    choose(seen, photo(unknown_letter()))
    state(seen, "unknown", "like", "blank")
    seen.page.get_by_role("button", name="Lees het als onbekende brief").click()
    state(seen, "letter")

    said = seen.page.locator("[data-lens=letter]").inner_text()
    for words in ("Waterschap Drieland", "3 november 2026", "HER-2026-118822", "€ 184,60",
                  "24 november 2026", "NL20 INGB 0001 2345 67", "aanmaning"):  # fmt: skip
        assert words in said.replace("\xa0", " "), (words, said)
    assert "gebruikt rekening NL20 INGB 0001 2345 67 niet" in said
    assert posted == []


def test_a_page_with_few_words_is_offered_by_its_form_number(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)
    sparse = paper("zorgtoeslag.aanvraag", "2025", 1).copy()
    sparse[80:-120] = 255  # only the head and the foot with the form number are left

    choose(seen, photo(sparse))
    assert state(seen, "unknown", "blank", "like", "frozen") in {"unknown", "blank"}
    seen.page.get_by_role("button", name="Lees het als onbekende brief").click()
    state(seen, "like")

    link = seen.page.get_by_role("link", name=re.compile("Aanvraag zorgtoeslag.*versie 2025", re.I))
    assert "/papier/zorgtoeslag/aanvraag/2025/" in str(link.get_attribute("href"))


def test_what_counts_in_a_letter_is_found_in_text(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)

    def read(text: str) -> dict[str, Any]:
        return seen.page.evaluate(  # type: ignore[no-any-return]
            """async (text) => (await import('/static/oog/js/lens/letter.js'))
              .readLetter(text, {payees: {w: {names: ['Waterschap Drieland'],
                ibans: ['NL91ABNA0417164300']}}, glossary: []})""",
            text,
        )

    right = read("Waterschap Drieland\nDatum 1-2-2026\nbetaal op NL91 ABNA 0417 1643 00")
    assert (right["date"], right["strange"]) == ("2026-02-01", [])
    confused = read("Betaal op NL91 ABNA O4I7 1643 OO")
    assert confused["ibans"] == ["NL91ABNA0417164300"]
    assert read("rekening NL91 ABNA 0417 1643 01")["ibans"] == []
    term = read("Datum: 31 januari 2026. Bezwaar kan binnen zes weken na de dag van deze brief.")
    assert term["deadline"] == {"iso": "2026-03-14", "computed": True}
    assert read("op 31 februari 2026")["date"] == ""
    assert read("u krijgt € 2.000,00. U moet € 12,50 betalen.")["amount"] == 1250
    assert read("niets")["deadline"] is None


def changed(packs: Path, folder: Path, how: Callable[[bytes], bytes]) -> Path:
    shutil.copytree(packs, folder, dirs_exist_ok=True)
    for file in folder.glob("alles-*.pack"):
        content = how(file.read_bytes())
        file.write_bytes(content)
        file.with_name(f"{file.name}.gz").write_bytes(__import__("gzip").compress(content))
    return folder


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (lambda b: b[:-5000] + bytes([b[-5000] ^ 1]) + b[-4999:], "tampered"),
        (lambda b: b[: len(b) // 2], "nopack"),
    ],
    ids=["changed", "cut off"],
)
def test_a_pack_that_is_not_ours_or_not_whole_is_not_used(
    before_camera: Callable[..., Seen], packs: Path, tmp_path: Path,
    how: Callable[[bytes], bytes], expected: str,
) -> None:  # fmt: skip
    seen = before_camera(None, ready=False, folder=changed(packs, tmp_path / "packs", how))

    seen.page.get_by_role("button", name="Formulieren ophalen").click()

    state(seen, expected)
    assert seen.page.get_by_role("link", name="Kies het formulier uit een lijst").is_visible()
    assert seen.page.evaluate(KEPT_PACKS) == 0


def test_full_storage_is_said_and_the_lens_works_all_the_same(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None, ready=False)
    seen.page.evaluate(
        """() => {
          Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
        }"""
    )

    seen.page.get_by_role("button", name="Formulieren ophalen").click()
    state(seen, "start")

    assert seen.page.get_by_text("geen ruimte om de formulieren te bewaren").is_visible()
    choose(seen, photo(paper("zorgtoeslag.aanvraag", "2025", 0)))
    state(seen, "frozen")


def test_after_one_visit_the_lens_works_in_aeroplane_mode(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None, worker=True)
    seen.page.wait_for_timeout(1500)

    seen.page.context.set_offline(True)
    seen.page.reload()
    seen.page.locator(".oog-lens[data-ready=yes]").wait_for()
    choose(seen, photo(paper("zorgtoeslag.aanvraag", "2025", 0)))

    state(seen, "frozen")
    assert seen.page.get_by_text("Gevonden: versie 2025, bladzijde 1 van 2").first.is_visible()


def test_a_newspaper_from_the_picker_is_not_known(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)

    choose(seen, photo(newspaper()))

    assert state(seen, "unknown", "found", "frozen", "like") == "unknown"
