"""The laws of one day, arranged by what an article asks of the others.

A corpus has thousands of laws and only a few that react to a decision: looking through all of them
for every article that runs would make a scenario as slow as the corpus is large.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from oogopslag.core.law.regelrecht.tree import Article, Filling, Hook, Law, Procedure

Place = tuple[Law, Article]


@dataclass(frozen=True)
class Day:
    """Built once for a day; every look-up keeps the order of the corpus and of its files."""

    _hooking: list[Place] = field(default_factory=list)
    _by_word: Mapping[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _filling: Mapping[Filling, list[Place]] = field(default_factory=lambda: defaultdict(list))
    _procedures: Mapping[str, list[Procedure]] = field(default_factory=lambda: defaultdict(list))
    _decided: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, laws: Iterable[Law]) -> "Day":
        day = cls()
        for law in laws:
            for procedure in law.procedures:
                day._procedures[procedure.character].append(procedure)
            for article in law.articles:
                day._take(law, article)
        return day

    def _take(self, law: Law, article: Article) -> None:
        for fill in dict.fromkeys(article.fills):
            self._filling[fill].append((law, article))
        if article.character:
            for submission in article.decides_on:
                self._decided[submission].add(article.character)
        words = dict.fromkeys(_word(hook) for hook in article.hooks)
        for word in filter(None, words):
            self._by_word[word].append(len(self._hooking))
        if words:
            self._hooking.append((law, article))

    def hooking(self, article: Article) -> Iterator[Place]:
        """Who may react to an article: those with a hook on its legal character or submission."""
        words = {article.character, article.submission} - {""}
        found = {position for word in words for position in self._by_word.get(word, ())}
        return (self._hooking[position] for position in sorted(found))

    def filling(self, fill: Filling) -> list[Place]:
        """Who fills an open term, wherever they are and whatever their layer is."""
        return self._filling.get(fill, [])

    def procedures(self, character: str) -> list[Procedure]:
        """The procedures for what has a legal character."""
        return self._procedures.get(character, [])

    def decided(self, submission: str) -> set[str]:
        """The legal characters of all decisions on what an article (`law#number`) lets submit."""
        return self._decided.get(submission, set())


def _word(hook: Hook) -> str:
    return hook.submission or hook.character
