"""`python -m tools.receipts`: keeps receipts of this version, for every later one to replay.

Written from the examples of content (people with an answer known from outside), with the laws and
facts they rest on, to tests/receipts/<version>/. Run it once per release; never edit what it wrote.
"""

import re
import shutil
import sys
from pathlib import Path

from ruamel.yaml import YAML

from oogopslag import __version__
from oogopslag.core.law import Library, Person, evaluate, read_library
from oogopslag.core.law.receipt import Origin, receipt

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"


def main() -> int:
    folder = ROOT / "tests" / "receipts" / __version__
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("facts", "laws"):
        shutil.copytree(CONTENT / part, folder / "content" / part)
    towns = CONTENT / "population" / "municipalities.yaml"
    (folder / "content" / "population").mkdir()
    shutil.copy(towns, folder / "content" / "population")
    library, yaml = read_library(CONTENT), YAML(typ="safe")
    count = 0
    for file in sorted((CONTENT / "services").glob("*/examples.yaml")):
        scheme = yaml.load((file.parent / "service.yaml").read_text())["scheme"]
        for number, example in enumerate(yaml.load(file.read_text())["examples"], 1):
            name = re.sub(r"[^a-z0-9]+", "-", file.parent.name) + f"-{number}.json"
            (folder / name).write_bytes(_receipt(library, scheme, example))
            count += 1
    print(f"{count} receipts of {__version__}.")
    return 0


def _receipt(library: Library, name: str, example: dict) -> bytes:  # type: ignore[type-arg]
    scheme = library.scheme(name, example["on"])
    person = Person.from_json(example["facts"], library.types)
    found = evaluate(scheme, person, example["on"], library.dictionary)
    origins = {fact: Origin(source="example") for fact in person.facts}
    return receipt(scheme, person, found, origins)


if __name__ == "__main__":
    sys.exit(main())
