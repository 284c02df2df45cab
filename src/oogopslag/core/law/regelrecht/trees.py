"""Which laws stand beside a file of scenarios: those of the tree of regulations it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.corpus import Corpus, read_corpus


@dataclass
class Trees:
    """The laws for each file of scenarios under a folder; each tree is read once."""

    root: Path
    _read: dict[Path, Corpus] = field(default_factory=dict)

    def beside(self, feature: Path) -> Corpus:
        """The laws of the `regulation` folder a feature stands in, or of `corpus/regulation` of the
        folder it belongs to; else all YAML of the root.
        """
        folder = _laws(feature.resolve()) or self.root
        if folder not in self._read:
            self._read[folder] = read_corpus(files(folder, "*.yaml"))
        return self._read[folder]

    @property
    def refused(self) -> Iterator[LawError]:
        """What could not be read of the trees that were asked for; trees may share a file."""
        told: dict[tuple[Path, str], LawError] = {}
        for corpus in self._read.values():
            for error in corpus.refused:
                told.setdefault((Path(error.file).resolve(), error.sentence), error)
        yield from told.values()


def _laws(feature: Path) -> Path | None:
    for folder in feature.parents:
        if folder.name == "regulation":
            return folder
        if (beside := folder / "corpus" / "regulation").is_dir():
            return beside
    return None


def files(folder: Path, pattern: str) -> list[Path]:
    return sorted(file for file in folder.rglob(pattern) if file.is_file())
