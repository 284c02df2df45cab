"""Finds the text that a note is about: a quote with its context, also when the law was renumbered.

First the exact quote between its prefix and suffix; else the most similar passage, scored half
on the quote and a quarter on each context by edit distance. What scores under 0.7 is no match.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENOUGH = 0.7
CLEARLY = 0.1
_SLACK = 0.3
_SHORT = 3


@dataclass(frozen=True)
class Quote:
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Match:
    """A passage, in characters from start to end; `sure` is 1 for an exact quote."""

    article: str
    start: int
    end: int
    sure: float


def resolve(quote: Quote, articles: Mapping[str, str]) -> tuple[Match, ...]:
    """One match when it is found, more when it is ambiguous, none when the text is gone."""
    exact = tuple(m for number, text in articles.items() for m in _exact(quote, number, text))
    if exact:
        return exact
    fuzzy = [m for number, text in articles.items() for m in _similar(quote, number, text)]
    apart = _apart(sorted(fuzzy, key=lambda match: -match.sure))
    if len(apart) > 1 and apart[0].sure - apart[1].sure > CLEARLY:
        return apart[:1]
    return apart


def _exact(quote: Quote, number: str, text: str) -> Iterator[Match]:
    at = text.find(quote.exact) if quote.exact else -1
    while at >= 0:
        end = at + len(quote.exact)
        before = text[max(0, at - len(quote.prefix) - 1) : at]
        after = text[end : end + len(quote.suffix) + 1]
        if _fits(quote.prefix, before) and _fits(quote.suffix, after):
            yield Match(number, at, end, 1.0)
        at = text.find(quote.exact, at + 1)


def _fits(wanted: str, found: str) -> bool:
    return not wanted or wanted.strip() == found.strip()


def _similar(quote: Quote, number: str, text: str) -> Iterator[Match]:
    """Passages about as long as the quote that share one of its longer words."""
    length = len(quote.exact)
    slack = int(length * _SLACK)
    words = _words(quote.exact)
    for size in range(max(1, length - slack), length + slack + 1):
        for start in range(len(text) - size + 1):
            passage = text[start : start + size]
            if not words & _words(passage):
                continue
            score = _score(quote, text, start, start + size)
            if score >= ENOUGH:
                yield Match(number, start, start + size, score)


def _words(text: str) -> set[str]:
    return {word for word in text.lower().split() if len(word) > _SHORT}


def _score(quote: Quote, text: str, start: int, end: int) -> float:
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    contexts = (
        similarity(wanted, found) if wanted else 1.0
        for wanted, found in ((quote.prefix, before), (quote.suffix, after))
    )
    return similarity(quote.exact, text[start:end]) * 0.5 + sum(contexts) * 0.25


def similarity(a: str, b: str) -> float:
    """1 minus the edit distance as a part of the longer text."""
    if not a or not b:
        return float(a == b)
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            cost = previous + (left != right)
            previous, row[j] = row[j], min(cost, row[j] + 1, row[j - 1] + 1)
    return 1 - row[-1] / max(len(a), len(b))


def _apart(matches: list[Match]) -> tuple[Match, ...]:
    """The best of each overlapping region."""
    kept: list[Match] = []
    for one in matches:
        overlaps = (
            one.article == other.article and one.start < other.end and other.start < one.end
            for other in kept
        )
        if not any(overlaps):
            kept.append(one)
    return tuple(kept)
