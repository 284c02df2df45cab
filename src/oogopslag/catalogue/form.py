"""The form of a service: pages with questions, each with the article that needs it."""

from dataclasses import dataclass
from pathlib import Path

from oogopslag.catalogue.errors import UnusedQuestion
from oogopslag.core.law import FactDictionary, FactKind, Text
from oogopslag.core.law.document import Part, read
from oogopslag.core.law.members import facts_of_members
from oogopslag.core.law.tree import Scheme

EACH = "kinderen"
"""The relation for whose members a page can come back."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: `fact` may be of the partner or of each child ("kinderen.uurprijs_opvang");
    `when` names the boolean that must hold.
    """

    fact: str
    kind: FactKind
    of_partner: bool
    ground: str
    when: str
    of_child: bool = False


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One subject. `each` is "kinderen" where the questions come back for each known child."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    each: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    pages: tuple[FormPage, ...]

    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    def page(self, key: str) -> FormPage | None:
        return next((page for page in self.pages if page.key == key), None)


def read_form(folder: Path, dictionary: FactDictionary, scheme: Scheme) -> Form:
    """Raises LawError with file and line, UnusedQuestion for a question no rule uses."""
    root = read(folder / "form.yaml")
    root.only("pages")
    pages = []
    for row in root.rows("pages"):
        row.only("key", "title", "questions", "each")
        each = str(row.get("each", ""))
        if each not in ("", EACH):
            raise row.fail(f"'each' is {EACH} or absent.", "each")
        asked = tuple(_question(one, each, dictionary, scheme) for one in row.rows("questions"))
        pages.append(
            FormPage(key=row.need("key"), title=row.text("title"), questions=asked, each=each)
        )
    return Form(pages=tuple(pages))


def _question(one: Part, each: str, dictionary: FactDictionary, scheme: Scheme) -> Question:
    one.only("fact", "ground", "when")
    fact = str(one.need("fact"))
    if fact.rsplit(".", maxsplit=1)[-1] not in dictionary:
        raise one.fail(f"There is no fact named {fact!r}.", "fact")
    of_child = fact.startswith(f"{EACH}.")
    if of_child != bool(each):
        raise one.fail(f"A question of a child stands on a page with 'each: {EACH}'.", "fact")
    if not _uses(scheme, fact, dictionary):
        sentence = f"No rule of {scheme.name} uses {fact}: do not ask it."
        raise UnusedQuestion(sentence, file=one.file, line=one.line)
    return Question(
        fact=fact,
        kind=dictionary.kind_of(fact),
        of_partner=fact.startswith("partner."),
        ground=str(one.need("ground")),
        when=str(one.get("when", "")),
        of_child=of_child,
    )


def _uses(scheme: Scheme, fact: str, dictionary: FactDictionary) -> bool:
    if fact.startswith(f"{EACH}."):
        return fact.removeprefix(f"{EACH}.") in facts_of_members(scheme, EACH, dictionary)
    return fact in scheme.facts
