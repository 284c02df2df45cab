"""Small laws of regelrecht, written where a test can see them."""

from datetime import date
from pathlib import Path

from oogopslag.core.law.regelrecht import Corpus, Run, read_corpus
from oogopslag.core.law.regelrecht.values import Value

TREE = Path(__file__).parent / "tree"
TREE_ABSENCE = Path(__file__).parent / "tree_absence"
"""Laws of schema 0.5.8, where null is absence and unknown is a value of its own."""
HEAD = """\
$schema: https://raw.githubusercontent.com/MinBZK/regelrecht/refs/tags/schema-v0.5.6/schema/v0.5.6/schema.json
$id: {name}
regulatory_layer: {layer}
bwb_id: BWBR9999900
publication_date: '2019-01-01'
valid_from: '{start}'
url: https://voorbeeld.example/{name}
"""


def law(
    folder: Path, body: str, name: str = "proef", layer: str = "WET", start: str = "2020-01-01"
) -> Path:
    """A law file; `body` holds its articles."""
    file = folder / f"{name}-{layer}-{start}.yaml"
    file.write_text(HEAD.format(name=name, layer=layer, start=start) + body)
    return file


def article(action: str, *, more: str = "", output: str = "x", kind: str = "number") -> str:
    """One article that gives one output by one action, in flow style."""
    return f"""\
articles:
  - number: '1'
    text: Proef.
    url: https://voorbeeld.example/1
    machine_readable:
      {more or "endpoint: proef"}
      execution:
        output:
          - {{name: {output}, type: {kind}}}
        actions:
          - {{output: {output}, value: {action}}}
"""


def run(folder: Path, on: str = "2025-01-01") -> Run:
    return Run(corpus(folder), date.fromisoformat(on))


def corpus(folder: Path) -> Corpus:
    return read_corpus(sorted(folder.rglob("*.yaml")))


def value(folder: Path, action: str, **parameters: Value) -> Value:
    """What one expression gives."""
    law(folder, article(action))
    return run(folder).evaluate("proef", ["x"], parameters).outputs["x"]
