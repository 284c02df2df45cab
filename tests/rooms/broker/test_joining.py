"""Joining in one day, on evidence, and only as far as the claim is confirmed."""

import io

import pikepdf
import pytest
from tests import builders
from tests.rooms.broker.conftest import UTRECHT

from oogopslag.broker import actions, queries
from oogopslag.broker.adapters import eherkenning, post
from oogopslag.broker.errors import (
    AbolishedBody,
    AlreadyClaimed,
    EmptyField,
    NoLetter,
    NoReadableForm,
    NotConfirmed,
    TooManyTries,
    UnknownBody,
    WrongCode,
    WrongRepresentative,
)
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message
from oogopslag.insight.models import Measurement, Unit
from oogopslag.people import queries as who

LETTER = """Beste inwoner,
Wij hebben uw melding gekregen. U krijgt binnen 2 weken antwoord. U hoeft nu niets te doen.
Heeft u een vraag? Bel ons of antwoord op deze brief.
Met vriendelijke groet, gemeente Utrecht"""


def staff_of(claim):  # type: ignore[no-untyped-def]
    return Actor(kind="staff", id=str(claim.staff))


def letter(claim, text: str = LETTER):  # type: ignore[no-untyped-def]
    return actions.add_letter(claim, title="Ontvangst", pasted=text, content=b"",
                              actor=staff_of(claim))  # fmt: skip


def confirm(claim) -> None:  # type: ignore[no-untyped-def]
    actions.confirm_with_eherkenning(claim.id, eherkenning.statement(claim.code, str(claim.id)))
    actions.send_code(claim.id)
    code = post.letter(str(claim.id)).split("Uw code voor Oogopslag is ")[1][:8]
    actions.confirm_with_code(claim.id, code)


def test_only_what_exists_in_the_register_can_be_claimed(world) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownBody):
        actions.claim("gm9999", name="Iris")
    with pytest.raises(AbolishedBody):
        actions.claim("gm0005", name="Iris")
    with pytest.raises(EmptyField):
        actions.claim(UTRECHT, name=" ")


def test_a_claim_reaches_the_test_resident_only_until_both_ways_confirm_it(claim, suzanne) -> None:  # type: ignore[no-untyped-def]
    one = letter(claim)
    actions.allow_reply(one, mailbox="post@utrecht.nl", within=3, actor=staff_of(claim))
    actions.send_letter(one, builders.SUZANNE, actor=staff_of(claim))
    with pytest.raises(NotConfirmed):
        actions.send_letter(one, builders.JOKE, actor=staff_of(claim))

    confirm(claim)

    fresh = queries.letter_of(claim.slug, one.id)
    actions.send_letter(fresh, builders.JOKE, actor=staff_of(claim))
    assert Message.objects.filter(thread__organisation__slug=claim.slug).count() == 2


def test_the_guard_holds_for_every_door(claim, joke) -> None:  # type: ignore[no-untyped-def]
    organisation = who.organisation(claim.slug)
    text = {"nl": "Brief", "en": "Letter"}
    thread = inbox.open_thread(joke, organisation, service="x", title=text, safe_title=text)

    with pytest.raises(NotConfirmed):
        inbox.post(thread, kind="information", body=text, author=text, actor=staff_of(claim),
                   policy=inbox.ReplyPolicy(answer_within=2))  # fmt: skip

    assert not Message.objects.filter(thread=thread).exists()


def test_one_way_is_not_enough_and_wrong_proof_confirms_nothing(claim) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WrongRepresentative):
        actions.confirm_with_eherkenning(claim.id, eherkenning.statement("gm0363", str(claim.id)))
    with pytest.raises(WrongRepresentative):
        actions.confirm_with_eherkenning(claim.id, "forged")
    actions.confirm_with_eherkenning(claim.id, eherkenning.statement(UTRECHT, str(claim.id)))
    assert not queries.confirmed(queries.claim(claim.id))

    actions.send_code(claim.id)
    for _ in range(5):
        with pytest.raises(WrongCode):
            actions.confirm_with_code(claim.id, "nonsense")
    code = post.letter(str(claim.id)).split("is ")[1][:8]
    with pytest.raises(TooManyTries):
        actions.confirm_with_code(claim.id, code)
    assert not queries.confirmed(queries.claim(claim.id))


def test_a_confirmed_organisation_cannot_be_claimed_again(claim) -> None:  # type: ignore[no-untyped-def]
    second, _ = actions.claim(UTRECHT, name="Iemand anders")
    assert second.slug != claim.slug

    confirm(claim)

    with pytest.raises(AlreadyClaimed):
        actions.claim(UTRECHT, name="Nog iemand")


def test_a_letter_is_checked_at_once(claim) -> None:  # type: ignore[no-untyped-def]
    good = letter(claim).check_result
    words = ("Naar aanleiding van het vigerende beleid inzake voornoemde aangelegenheid "
                        "wordt derhalve, conform de onderhavige verordening, ingevolge welke "
                        "bepalingen zulks geschiedt, hieromtrent onverwijld besloten.")  # fmt: skip
    bad = letter(claim, words).check_result

    assert [good[k] for k in ("plain", "sender", "action", "deadline", "reply")] == [True] * 5
    assert not bad["plain"]
    assert "onderhavige" in bad["difficult"]
    with pytest.raises(NoLetter):
        actions.add_letter(claim, title="Leeg", pasted="", content=b"\x00\x01",
                           actor=staff_of(claim))  # fmt: skip


def scan(pages: int) -> bytes:
    """A PDF of empty pages, as a scanner without text recognition leaves it."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(out)
    return out.getvalue()


def test_a_scan_of_200_pages_is_kept_as_what_it_is_and_ticks_nothing(claim) -> None:  # type: ignore[no-untyped-def]
    form = actions.add_form(claim, title="Aanvraag", content=scan(200), actor=staff_of(claim))

    assert (form.pages, form.readable, form.questions) == (200, False, [])
    assert not next(t for t in queries.first_day(claim) if t.key == "form").done


def test_a_file_that_is_no_pdf_is_refused(claim) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoReadableForm):
        actions.add_form(claim, title="Aanvraag", content=b"hello", actor=staff_of(claim))


def filled_form() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(595, 842))
    fields = [
        document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=name))
        for name in ("Naam", "Geboortedatum", "Kleur van de schutting")
    ]
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    document.save(out)
    return out.getvalue()


def test_questions_that_a_register_can_answer_are_named(claim) -> None:  # type: ignore[no-untyped-def]
    form = actions.add_form(claim, title="Schutting", content=filled_form(),
                            actor=staff_of(claim))  # fmt: skip

    assert form.readable
    assert form.known == {"Naam": "naam", "Geboortedatum": "geboortedatum"}


def test_steps_tick_themselves_from_evidence_until_the_first_answer(claim, suzanne) -> None:  # type: ignore[no-untyped-def]
    def done() -> list[str]:
        return [t.key for t in queries.first_day(queries.claim(claim.id)) if t.done]

    assert done() == ["claimed"]
    actions.name_owner(claim.id, "Iris van Dam", actor=staff_of(claim))
    one = letter(claim)
    actions.add_form(claim, title="Schutting", content=filled_form(), actor=staff_of(claim))
    with pytest.raises(EmptyField):
        actions.allow_reply(one, mailbox="geen adres", within=3, actor=staff_of(claim))
    actions.allow_reply(one, mailbox="post@utrecht.nl", within=3, actor=staff_of(claim))
    assert done() == ["claimed", "owner", "letter", "form", "reply"]

    thread = inbox.thread_of(actions.send_letter(one, builders.SUZANNE, actor=staff_of(claim)))
    inbox.reply(thread, text="Dank u", key="r",
                actor=Actor(kind="resident", id=str(suzanne.id)))  # fmt: skip
    inbox.answer(thread, staff=who.staff_by_id(claim.staff), text="Graag gedaan", key="a")

    assert done() == ["claimed", "owner", "letter", "form", "reply", "answered"]
    assert queries.clock(queries.claim(claim.id)) is not None
    assert all(not stage.done for stage in queries.later(queries.claim(claim.id)))


def test_services_of_an_organisation_that_joined_are_measured_from_then_on(claim) -> None:  # type: ignore[no-untyped-def]
    one = letter(claim)
    # Not before both confirmations: a letter to a test resident is no service.
    assert actions.measure_joined() == 0
    assert not Unit.objects.filter(body=claim.slug).exists()

    confirm(claim)

    assert actions.measure_joined() == 2
    unit = Unit.objects.get(body=claim.slug)
    assert (unit.service, unit.name) == (f"brief-{one.short_code.lower()}", "Ontvangst")
    owner = Measurement.objects.get(organisation=claim.slug, indicator="R1")
    assert (owner.hits, owner.n) == (0, 1)
    actions.name_owner(claim.id, "Iris van Dam", actor=staff_of(claim))
    assert actions.measure_joined() == 1
    assert actions.measure_joined() == 0
