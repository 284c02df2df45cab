"""All laws and facts of a content folder, by name and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from itertools import zip_longest
from pathlib import Path

from oogopslag.core.law.document import read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.facts import read_dictionary
from oogopslag.core.law.lapsing import stated
from oogopslag.core.law.reading import versions_of
from oogopslag.core.law.sheet import Sheet, Sheets, read_sheet
from oogopslag.core.law.subject import FactDictionary, Kind
from oogopslag.core.law.tree import Scheme


@dataclass(frozen=True)
class Library:
    """Schemes by name, each with its versions, oldest first."""

    dictionary: FactDictionary
    schemes: Mapping[str, tuple[Scheme, ...]]
    sheets: Sheets = field(default_factory=dict)

    def with_more(self, schemes: Iterable[Scheme]) -> "Library":
        """The same laws and further versions; of two from one day the one that was here stays."""
        held = {name: list(versions) for name, versions in self.schemes.items()}
        for scheme in schemes:
            known = held.setdefault(scheme.name, [])
            if all(one.valid_from != scheme.valid_from for one in known):
                known.append(scheme)
        ordered = {n: tuple(sorted(v, key=lambda s: s.valid_from)) for n, v in held.items()}
        return Library(self.dictionary, ordered, self.sheets)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.schemes))

    def scheme(self, name: str, on: date) -> Scheme:
        """The version that is valid on a day: the newest that began on or before it.

        Figures it states for an earlier year only are open then. (See lapsing.)
        Raises LawError for an unknown name, or a day before the first version.
        """
        if name not in self.schemes:
            raise LawError(f"There is no law named {name!r}. Known: {', '.join(self.names())}.")
        valid = [scheme for scheme in self.schemes[name] if scheme.valid_from <= on]
        if not valid:
            first = self.schemes[name][0].valid_from
            raise LawError(f"{name} is known here from {first}: {on} lies before it.")
        return stated(valid[-1], on)

    def known_on(self, name: str, on: date) -> bool:
        """Whether a version of this scheme is valid on a day. Raises LawError for no such name."""
        if name not in self.schemes:
            raise LawError(f"There is no law named {name!r}. Known: {', '.join(self.names())}.")
        return self.schemes[name][0].valid_from <= on

    def type_of(self, scheme: Scheme, name: str) -> Kind:
        """The type of a fact, parameter or rule. Raises LawError when there is none."""
        if name == scheme.verdict:
            return "boolean"
        for known in (scheme.rules, scheme.parameters, self.dictionary):
            if name in known:
                return known[name].type
        raise LawError(f"{scheme.name} has no output named {name!r}.", file=scheme.file, line=1)

    @cached_property
    def types(self) -> dict[str, Kind]:
        """The type of every name of every scheme, for reading a person from JSON."""
        found: dict[str, Kind] = {name: kind.type for name, kind in self.dictionary.items()}
        for scheme in (version for all_of in self.schemes.values() for version in all_of):
            found.update({name: rule.type for name, rule in scheme.rules.items()})
            found[scheme.verdict] = "boolean"
        return found


def read_library(folder: Path, *, kept: bool = False) -> Library:
    """Reads `facts/*.yaml` and `laws/**/<valid-from>.yaml` of a content folder.

    A law that uses a shared sheet has a version from each day that the sheet changes; `kept`
    content of an earlier release is read as it was then. Raises LawError with file and line.
    """
    _refuse_empty(folder)
    dictionary = read_dictionary(folder / "facts", kept=kept)
    files = _files(folder)
    shared = {file for file in files if _says_sheet(file)}
    sheets = _sheets(shared, kept=kept)
    laws = [file for file in files if file not in shared]
    schemes: dict[str, list[Scheme]] = {}
    once = cache(partial(read, kept=kept))  # later versions take from earlier ones
    for file, after in zip_longest(laws, laws[1:]):
        follows = after is not None and after.parent == file.parent
        until = date.fromisoformat(after.stem) if after and follows else date.max
        found = versions_of(once(file), dictionary, sheets, until, once)
        if found[0].valid_from != date.fromisoformat(file.stem):
            sentence = f"The name of this file is {file.stem}: valid_from must be that day too."
            raise LawError(sentence, file=file, line=once(file).line_of("valid_from"))
        for scheme in found:
            known = schemes.setdefault(scheme.name, [])
            if any(one.valid_from == scheme.valid_from for one in known):
                raise LawError(
                    f"{scheme.name} has two versions from {scheme.valid_from}.", file=file, line=1
                )
            known.append(scheme)
    ordered = {n: tuple(sorted(v, key=lambda s: s.valid_from)) for n, v in schemes.items()}
    return Library(dictionary, ordered, sheets)


def read_alone(file: Path, folder: Path) -> Library:
    """One version file as the only law, with the facts and shared sheets of a content folder.

    Raises LawError.
    """
    dictionary = read_dictionary(folder / "facts")
    sheets = _sheets(one for one in _files(folder) if _says_sheet(one))
    found = versions_of(read(file), dictionary, sheets, date.max)
    return Library(dictionary, {found[0].name: tuple(found)}, sheets)


def _files(folder: Path) -> list[Path]:
    """The version files of the laws; one that is not named by its day would be left out unseen."""
    found = sorted(f for f in (folder / "laws").rglob("*.y*ml") if f.is_file())
    for file in found:
        if file.suffix != ".yaml" or not _is_day(file.stem):
            sentence = "A law stands in a file named by its first day: YYYY-MM-DD.yaml."
            raise LawError(sentence, file=file, line=1)
    return found


def _is_day(stem: str) -> bool:
    try:
        return date.fromisoformat(stem).isoformat() == stem
    except ValueError:
        return False


def _refuse_empty(folder: Path) -> None:
    """A folder without facts or laws is another folder than was meant."""
    for part, what in (("facts", "facts"), ("laws", "laws")):
        if not any((folder / part).rglob("*.yaml")):
            raise LawError(
                f"There are no {what} in {folder / part}: a content folder has facts/*.yaml and "
                "laws/**/<valid-from>.yaml."
            )


def _sheets(files: Iterable[Path], *, kept: bool = False) -> Sheets:
    found: dict[str, list[Sheet]] = {}
    for file in files:
        one = read_sheet(file, kept=kept)
        found.setdefault(one.name, []).append(one)
    return {n: tuple(sorted(v, key=lambda s: s.valid_from)) for n, v in found.items()}


def _says_sheet(file: Path) -> bool:
    """Whether the file is a shared sheet: its first word outside comments says so."""
    with file.open(errors="replace") as lines:
        said = (line for line in lines if line.strip() and not line.startswith(("#", "---")))
        return next(said, "").startswith("sheet:")
