"""An organisation joins in one day, without any link: from the register to its first answer."""

import io

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
LETTER = """Beste inwoner,
Wij hebben uw melding gekregen. U krijgt binnen 2 weken antwoord. U hoeft nu niets te doen.
Heeft u een vraag? Bel ons of antwoord op deze brief.
Met vriendelijke groet, gemeente Utrecht"""


def form_file() -> bytes:
    """A form of two fields, of which one is known already."""
    import pikepdf

    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(595, 842))
    fields = [
        document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=name))
        for name in ("Geboortedatum", "Kleur van de schutting")
    ]
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    document.save(out)
    return out.getvalue()


def test_an_organisation_joins_in_one_day(  # noqa: PLR0915 -- one unbroken line, as it is walked
    desk: Walker, phone: Walker
) -> None:
    desk.go("/regie/aansluiten/")
    desk.page.get_by_label("Hoe heet uw organisatie?").fill("Bedum")
    desk.press("Zoeken")
    desk.look("opgeheven")
    assert "opgeheven" in desk.text()
    desk.page.get_by_label("Hoe heet uw organisatie?").fill("Utrecht")
    desk.press("Zoeken")
    desk.click("Gemeente Utrecht", exact=True)
    desk.look("kiezen")
    desk.page.get_by_label("Uw naam").fill("Iris van Dam")
    desk.press("Dit is mijn organisatie")
    desk.look("stappen")
    assert "De klok loopt" in desk.text()
    desk.page.get_by_label("Naam van de eigenaar").fill("Iris van Dam")
    desk.press("Bewaren")

    desk.go("/regie/eigen/brieven/")
    desk.page.get_by_label("Hoe heet deze brief?").fill("Ontvangst van uw melding")
    desk.page.get_by_label("Of plak de tekst").fill(LETTER)
    desk.press("Nakijken en bewaren")
    desk.look("brief-nagekeken")
    assert "gewone woorden (B1)" in desk.text()
    desk.page.get_by_label("Gedeelde postbus").fill("post@utrecht.example")
    desk.press("Antwoord toestaan")
    desk.look("antwoord-toegestaan")
    code = str(desk.page.get_by_role("link", name="QR-code").get_attribute("href"))
    assert desk.page.request.get(code).text().startswith("<svg")

    desk.go("/regie/eigen/formulieren/")
    desk.page.get_by_label("Hoe heet dit formulier?").fill("Schutting")
    desk.page.get_by_label("Het formulier als PDF").set_input_files(
        {"name": "schutting.pdf", "mimeType": "application/pdf", "buffer": form_file()}
    )
    desk.press("Lezen en bewaren")
    desk.look("formulier")
    assert "Geboortedatum (geboortedatum)" in desk.text()

    desk.go("/regie/eigen/brieven/")
    desk.press("Stuur naar de testinwoner")

    phone.page.goto(code.replace("qr.svg", ""))
    phone.look("korte-code")
    assert "Ontvangst van uw melding" in phone.text()
    phone.go("/inloggen/")
    phone.click("DigiD")
    phone.press("Suzanne de Wit")
    phone.page.locator("#nieuw a").first.click()
    phone.look("brief-van-utrecht")
    phone.page.get_by_label("Uw bericht").fill("Duurt het lang?")
    phone.press("Versturen")

    desk.go("/regie/eigen/postbus/")
    desk.look("postbus")
    desk.page.get_by_label("Uw antwoord aan de inwoner").fill("Nee, nog een week.")
    desk.press("Antwoord versturen")
    desk.go("/regie/eigen/")
    desk.look("eerste-antwoord")
    assert "Van begin tot eerste antwoord" in desk.text()
    for line in desk.text().splitlines():
        if line.startswith("Van begin tot eerste antwoord"):
            print(f"\njoining, by a script that does not read or think: {line}")

    desk.click("Bevestig met eHerkenning")
    desk.look("eherkenning")
    desk.press("Ik mag spreken voor een andere organisatie")
    assert "andere organisatie" in desk.text()
    desk.click("Bevestig met eHerkenning")
    desk.press("Ik mag spreken voor deze organisatie")
    desk.press("Laat een brief sturen")
    phone.go("/demo/brieven/")
    number = phone.text().split("Uw code voor Oogopslag is ")[1][:8]
    desk.page.get_by_label("De code uit de brief").fill(number)
    desk.press("Bevestigen")
    desk.look("bevestigd")
    assert "Bevestig uw organisatie" not in desk.text()
    desk.go("/regie/morgen/")
    desk.look("morgen")
