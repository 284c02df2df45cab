"""The rules contract: a published file of rules that our own reader of regelrecht can read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from oogopslag.broker.kit_asking import ask, finding, untested
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.corpus import read_corpus


def rules_findings(url: str) -> tuple[dict[str, str], ...]:
    """Fetches one YAML file and reads it as a law with articles. Raises NoAnswer."""
    told = ask(url)
    there = finding("published", told.status == 200, f"answered {told.status}",
                    "publish the file at this address, without a login or a redirect")  # fmt: skip
    if told.status != 200:
        return (there,)
    if not told.whole:
        return (there, untested("readable", "more than two million bytes"))
    try:
        outputs, refused = _read(told.content)
    except LawError as error:
        outputs, refused = 0, [error]
    read = finding(
        "readable", not refused, "; ".join(f"line {one.line}: {one.sentence}" for one in refused),
        "mend the line; schema 0.5 of regelrecht says what may stand there",
    )  # fmt: skip
    if refused:
        return (there, read)
    law = finding("a law with articles that give something", outputs > 0,
                  "no $id with articles, or no article with an output",
                  "give the file an $id and at least one article with an output")  # fmt: skip
    return (there, read, law)


def _read(content: bytes) -> tuple[int, list[LawError]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_bytes(content)
        corpus = read_corpus([file])
    laws = [law for key in corpus.ids() for law in corpus.versions(key)]
    return sum(len(one.outputs) for law in laws for one in law.articles), list(corpus.refused)
