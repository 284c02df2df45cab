"""What the sentences about notes do: a note follows the text it quotes."""

from collections.abc import Callable, Mapping

from oogopslag.core.law.regelrecht.notes import Match, Quote, resolve
from oogopslag.core.law.regelrecht.world import Arguments, Rows, StepError, World


def _note_articles(world: World, arguments: Arguments, rows: Rows) -> None:
    names = [name.strip() for name in rows[0]]
    if not {"number", "text"} <= set(names):
        raise StepError("The table of articles needs the columns number and text.")
    number, text = names.index("number"), names.index("text")
    world.articles = {row[number].strip(): row[text].strip() for row in rows[1:]}


def _note_quote(world: World, arguments: Arguments, rows: Rows) -> None:
    world.quote = Quote(*map(str, arguments))


def _note_hint(world: World, arguments: Arguments, rows: Rows) -> None:
    """A hint never decides: the note follows the text, wherever the article went."""
    if world.quote is None:
        raise StepError("A hint needs a note first.")


def _resolve(world: World, arguments: Arguments, rows: Rows) -> None:
    if world.quote is None:
        raise StepError("There is no note to resolve.")
    world.matches = resolve(world.quote, world.articles)


def _matched(world: World, number: int) -> tuple[Match, ...]:
    if world.matches is None:
        raise StepError("The note was not resolved.")
    if len(world.matches[:2]) != number:
        raise StepError(f"The note has {len(world.matches)} matches.")
    return world.matches


def _note_found(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.article != arguments[0]:
        raise StepError(f"The note resolves to article {match.article!r}.")


def _note_exact(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.sure < 1:
        raise StepError(f"The note is a fuzzy match ({match.sure:.2f}).")


def _note_fuzzy(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.sure == 1:
        raise StepError("The note is an exact match.")


def _note_orphaned(world: World, arguments: Arguments, rows: Rows) -> None:
    _matched(world, 0)


def _note_ambiguous(world: World, arguments: Arguments, rows: Rows) -> None:
    _matched(world, 2)


NOTES: Mapping[str, Callable[[World, Arguments, Rows], None]] = {
    "set_note_articles": _note_articles,
    "set_note_selector_exact": _note_quote,
    "set_note_selector_context": _note_quote,
    "set_note_hint_article": _note_hint,
    "set_note_hint_position": _note_hint,
    "resolve_note": _resolve,
    "assert_note_resolves": _note_found,
    "assert_note_exact_match": _note_exact,
    "assert_note_fuzzy_match": _note_fuzzy,
    "assert_note_orphaned": _note_orphaned,
    "assert_note_ambiguous": _note_ambiguous,
}
