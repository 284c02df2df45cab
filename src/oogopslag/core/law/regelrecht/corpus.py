"""All laws at hand: which version is in force on a day, who fills, hooks into or overrides whom."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.day import Day, Place
from oogopslag.core.law.regelrecht.document import read
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.nothing import Nothing, by_schema, newest_of
from oogopslag.core.law.regelrecht.reacting import Stages, reacts, reference
from oogopslag.core.law.regelrecht.reading import RANK, is_regelrecht, law_of
from oogopslag.core.law.regelrecht.tree import (
    Article,
    Filling,
    Law,
    OpenTerm,
    Override,
    Procedure,
)
from oogopslag.core.law.regelrecht.values import Value

MOST_DAYS = 64
"""Of so many days the arrangement of the laws is kept; the scenarios of a file share one or two."""


class Corpus:
    """Laws by id, each with its versions, the newest first; `refused` says what is not there."""

    def __init__(self, laws: Iterable[Law], refused: Iterable[LawError] = ()) -> None:
        self.refused = list(refused)
        self._versions: dict[str, list[Law]] = {}
        self._against: dict[str, str] = {}
        self._days: dict[date, Day] = {}
        for law in laws:
            self._take(law)
        for versions in self._versions.values():
            versions.sort(key=lambda law: law.valid_from or date.min, reverse=True)

    def _take(self, law: Law) -> None:
        known = self._versions.setdefault(law.id, [])
        for other in known:
            if other.valid_from == law.valid_from:
                if other != law:
                    self._contradict(law, other)
                return
        known.append(law)

    def _contradict(self, law: Law, other: Law) -> None:
        since = f"from {law.valid_from}" if law.valid_from else "without a first day"
        sentence = (
            f"'{law.id}' has two versions {since} that contradict each other: "
            f"{other.file} and {law.file}."
        )
        self.refused.append(LawError(sentence, file=law.file, line=1))
        self._against[law.id] = sentence

    @cached_property
    def nothing(self) -> Nothing:
        """What nothing means to these laws together."""
        return by_schema(self._schemas())

    @cached_property
    def lazy(self) -> bool:
        """Whether only what an answer reads is fetched and done, as from schema 0.7.1."""
        return newest_of(self._schemas()) >= (0, 7, 1)

    def _schemas(self) -> Iterator[str]:
        return (law.schema for held in self._versions.values() for law in held)

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._versions))

    def knows(self, law_id: str) -> bool:
        return law_id in self._versions

    def contradiction(self, law_id: str) -> str:
        """How the versions of a law contradict each other; empty when they do not."""
        return self._against.get(law_id, "")

    def versions(self, law_id: str) -> tuple[Law, ...]:
        return tuple(self._versions.get(law_id, ()))

    def only(self, law: Law) -> "Corpus":
        """The same laws, with this version as the only one of its law."""
        others = (one for held in self._versions.values() for one in held if one.id != law.id)
        return Corpus((law, *others), self.refused)

    def at(self, law_id: str, on: date) -> Law:
        """The version in force on a day: the newest that began, unless it has ended.

        After the end of the newest no older one comes back. Raises RunError.
        """
        if law_id in self._against:
            raise RunError(self._against[law_id])
        if law_id not in self._versions:
            raise RunError(f"Law not found: {law_id}.{self._why(law_id)}")
        begun = [v for v in self._versions[law_id] if v.valid_from is None or v.valid_from <= on]
        if not begun:
            raise RunError(f"No version of law '{law_id}' in force on {on} (not yet in force).")
        if begun[0].valid_to and begun[0].valid_to < on:
            raise RunError(
                f"No version of law '{law_id}' in force on {on}; "
                f"last in force until {begun[0].valid_to}."
            )
        return begun[0]

    def _why(self, law_id: str) -> str:
        near = [str(one) for one in self.refused if f"/{law_id}/" in one.file]
        return f" Its file was refused: {near[0]}" if near else ""

    def in_force(self, on: date) -> Iterator[Law]:
        for law_id in self._versions:
            try:
                yield self.at(law_id, on)
            except RunError:
                continue

    def day(self, on: date) -> Day:
        """The laws in force on a day, arranged; kept, because a corpus does not change."""
        if on not in self._days:
            if len(self._days) >= MOST_DAYS:
                self._days.clear()
            self._days[on] = Day.of(self.in_force(on))
        return self._days[on]

    def article(self, law_id: str, output: str, on: date) -> Place:
        """Who gives an output. Raises RunError."""
        law = self.at(law_id, on)
        return law, self.giver(law, output)

    def giver(self, law: Law, output: str) -> Article:
        """The article that an output is asked of.

        Raises RunError when there is none, and in a lazy corpus when there are two: the order of
        a file says nothing about the law.
        """
        article = law.producing(output)
        if article is None:
            raise RunError(f"Output '{output}' not found in law '{law.id}'.")
        if self.lazy and len(several := law.ordinary(output)) > 1:
            raise RunError(
                f"Output '{output}' of {law.id} is given by articles "
                f"{' and '.join(one.number for one in several)}."
            )
        return article

    def filling(
        self, law: Law, article: Article, term: OpenTerm, on: date, scope: Mapping[str, Value]
    ) -> list[Place]:
        """Who fills an open term here, first the highest and of equals the newest.

        Raises RunError when two tie for the first place.

        `scope` holds the parameters; a regulation of one place only counts when they name that
        place, and one of another layer than the term is left to does not count.
        """
        found = [
            (other, one)
            for other, one in self.day(on).filling(Filling(law.id, article.number, term.field.name))
            if term.layer in {"", other.layer}
            and all(scope.get(name) == code for name, code in other.places.items())
        ]
        best = _winner(found) if found else None
        return sorted(found, key=lambda place: place != best)

    def hooks(
        self, law: Law, article: Article, stages: Stages, *, before: bool, on: date
    ) -> Iterator[Place]:
        """The articles that run beside an article at a stage."""
        for other, one in self.day(on).hooking(article):
            for hook in one.hooks:
                if hook.before == before and reacts(hook, law, article, stages):
                    if hook.decided_by and not self._decided(law, article, hook.decided_by, on):
                        continue
                    yield other, one
                    break

    def _decided(self, law: Law, article: Article, character: str, on: date) -> bool:
        """Whether every decision on a submission has one legal character, and there is one."""
        return self.day(on).decided(reference(law, article)) == {character}

    def overriding(
        self, asked: str, law: Law, article: Article, output: str, on: date
    ) -> tuple[Law, Article, Override] | None:
        """Who says otherwise about an output: the law that was asked, or its own law.

        Raises RunError when there are two.
        """
        laws = [law] if asked == law.id else [law, self.at(asked, on)]
        found = [
            (other, one, rule)
            for other in laws
            for one in other.articles
            for rule in one.overrides
            if rule.concerns(law.id, article.number, output)
        ]
        if len(found) > 1:
            raise RunError(
                f"Invalid operation: multiple overrides for output '{output}' of {law.id} article "
                f"{article.number}, from {' and '.join(other.id for other, _, _ in found)}."
            )
        return found[0] if found else None

    def procedure(self, article: Article, on: date) -> Procedure | None:
        """The procedure of what an article produces: the one it names, else the default one."""
        if not article.character:
            return None
        fitting = self.day(on).procedures(article.character)
        named = [one for one in fitting if one.id == article.procedure]
        default = [one for one in fitting if one.default]
        return next(iter(named or ([] if article.procedure else default)), None)


def outranks(law: Law, other: Law) -> bool:
    """The higher layer goes first, then the newer law. Raises RunError when neither decides."""
    if RANK[law.layer] != RANK[other.layer]:
        return RANK[law.layer] < RANK[other.layer]
    if law.valid_from is None or other.valid_from is None:
        raise RunError(
            f"Resolution error: cannot tell which of '{law.id}' and '{other.id}' goes first: "
            "one has no valid_from."
        )
    if law.valid_from == other.valid_from and law.id != other.id:
        raise RunError(
            f"Resolution error: ambiguous priority: '{law.id}' and '{other.id}' both have layer "
            f"{law.layer} and valid_from {law.valid_from}."
        )
    return law.valid_from > other.valid_from


def _winner(found: list[Place]) -> Place:
    best = found[0]
    for one in found[1:]:
        if outranks(one[0], best[0]):
            best = one
    return best


def read_corpus(files: Iterable[Path]) -> Corpus:
    """Every regelrecht law among YAML files; other YAML is passed over, bad laws are `refused`."""
    laws, refused = [], []
    for file in files:
        try:
            root = read(file)
            if is_regelrecht(root):
                laws.append(law_of(root))
        except LawError as error:
            refused.append(error)
    return Corpus(laws, refused)
