"""The form of a service: pages with questions, each with the article that needs it."""

from dataclasses import dataclass
from pathlib import Path

from oogopslag.catalogue.errors import UnusedQuestion
from oogopslag.core.law import FactDictionary, FactKind, Text
from oogopslag.core.law.document import read
from oogopslag.core.law.tree import Scheme


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: `fact` may be of the partner; `when` names the boolean that must hold."""

    fact: str
    kind: FactKind
    of_partner: bool
    ground: str
    when: str


@dataclass(frozen=True, kw_only=True)
class FormPage:
    key: str
    title: Text
    questions: tuple[Question, ...]


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
        row.only("key", "title", "questions")
        questions = []
        for one in row.rows("questions"):
            one.only("fact", "ground", "when")
            fact = str(one.need("fact"))
            if fact.rsplit(".", maxsplit=1)[-1] not in dictionary:
                raise one.fail(f"There is no fact named {fact!r}.", "fact")
            if fact not in scheme.facts:
                raise UnusedQuestion(
                    f"{one.file}:{one.line}: no rule of {scheme.name} uses {fact}: do not ask it."
                )
            questions.append(
                Question(
                    fact=fact,
                    kind=dictionary.kind_of(fact),
                    of_partner=fact.startswith("partner."),
                    ground=str(one.need("ground")),
                    when=str(one.get("when", "")),
                )
            )
        pages.append(
            FormPage(key=row.need("key"), title=row.text("title"), questions=tuple(questions))
        )
    return Form(pages=tuple(pages))
