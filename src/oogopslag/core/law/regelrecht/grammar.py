"""The sentences of regelrecht's scenarios, and how one is found in a step.

`"{x}"` stands for a quoted text, in double or single quotes (JSON needs the single ones), `{x}`
for a bare number. The tiers say what an engine must be able to do: core, provenance,
untranslatable, notes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oogopslag.core.law.regelrecht.values import Value


@dataclass(frozen=True)
class Sentence:
    """`literals` are fixed arguments that follow the ones found in the text."""

    text: str
    action: str
    tier: str = "core"
    literals: tuple[Value, ...] = ()
    pattern: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        parts = re.split(r'("\{\w+\}"|\{\w+\})', self.text)
        found = "".join(_part(part) for part in parts)
        object.__setattr__(self, "pattern", re.compile(found))

    def match(self, step: str) -> list[Value] | None:
        """The arguments of a step in this sentence; None when it is another sentence."""
        found = self.pattern.fullmatch(step)
        if found is None:
            return None
        names = re.findall(r'("?)\{\w+\}', self.text)
        values = zip(names, found.groups(), strict=True)
        meant = [unquoted(text) if quote else number(text) for quote, text in values]
        return meant + list(self.literals)


_QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""


def _part(part: str) -> str:
    if part.startswith('"{'):
        return _QUOTED
    return r"(-?\d+(?:\.\d+)?)" if part.startswith("{") else re.escape(part)


def unquoted(text: str) -> str:
    """The text between its quotes; within it a backslash keeps the same quote."""
    return text[1:-1].replace(f"\\{text[0]}", text[0])


def number(text: str) -> Value:
    found = Decimal(text)
    return int(found) if found == found.to_integral_value() else found


def _of(tier: str, *rows: tuple[str, str] | tuple[str, str, Value]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, action, tier, tuple(more)) for text, action, *more in rows)


SENTENCES: tuple[Sentence, ...] = (
    *_of(
        "core",
        ('the calculation date is "{date}"', "set_calculation_date"),
        ('law "{law}" is loaded', "load_law"),
        ('parameter "{name}" is "{value}"', "set_parameter"),
        ('parameter "{name}" is {value}', "set_parameter"),
        ("the following parameters:", "set_parameters_table"),
        ('the following "{source}" data with key "{key}":', "set_data_source"),
        ('I evaluate "{output}" of "{law}"', "evaluate"),
        ("the execution succeeds", "assert_succeeds"),
        ("the execution fails", "assert_fails"),
        ('the execution fails with "{message}"', "assert_fails_with"),
        ('output "{output}" is true', "assert_boolean", True),
        ('output "{output}" is false', "assert_boolean", False),
        ('output "{output}" equals {value}', "assert_equals"),
        ('output "{output}" equals "{value}"', "assert_equals"),
        ('output "{output}" is null', "assert_null"),
        ('output "{output}" contains "{value}"', "assert_contains"),
    ),
    *_of(
        "provenance",
        ('I evaluate outputs "{outputs}" of "{law}"', "evaluate_outputs"),
        ('the result contains exactly the outputs "{outputs}"', "assert_exact_outputs"),
        ('output "{output}" has direct provenance', "assert_provenance", "direct"),
        ('output "{output}" has reactive provenance', "assert_provenance", "reactive"),
        ('output "{output}" has override provenance', "assert_provenance", "override"),
    ),
    *_of(
        "untranslatable",
        ('the untranslatable mode is "{mode}"', "set_untranslatable_mode"),
        ('output "{output}" is tainted as untranslatable', "assert_tainted"),
    ),
    *_of(
        "notes",
        ("a law with the following articles:", "set_note_articles"),
        ('a note selecting "{quote}"', "set_note_selector_exact"),
        (
            'a note selecting "{quote}" with prefix "{prefix}" and suffix "{suffix}"',
            "set_note_selector_context",
        ),
        ('the note hints article "{article}"', "set_note_hint_article"),
        (
            'the note hints article "{article}" at position {start} to {end}',
            "set_note_hint_position",
        ),
        ("the note is resolved", "resolve_note"),
        ('the note resolves to article "{article}"', "assert_note_resolves"),
        ("the note is an exact match", "assert_note_exact_match"),
        ("the note is a fuzzy match", "assert_note_fuzzy_match"),
        ("the note is orphaned", "assert_note_orphaned"),
        ("the note is ambiguous", "assert_note_ambiguous"),
    ),
)
LATER: tuple[Sentence, ...] = _of(
    "core",
    ('the following "{source}" data with key "{key}" for law "{law}":', "set_law_data_source"),
    ('parameter "{name}" is the collection:', "set_collection"),
    ('output "{output}" is absent', "assert_null"),
    ('output "{output}" is unknown', "assert_unknown"),
    ('output "{output}" is unknown for lack of "{name}"', "assert_unknown"),
)
"""Sentences that regelrecht added after the grammar of schema 0.5.6, where the meaning is ours."""
TIERS = frozenset(sentence.tier for sentence in SENTENCES)


def find(step: str) -> tuple[Sentence, list[Value]] | None:
    """The sentence of a step with its arguments; None for a sentence nobody knows."""
    for sentence in (*SENTENCES, *LATER):
        arguments = sentence.match(step)
        if arguments is not None:
            return sentence, arguments
    return None


def _object(text: str) -> Value:
    """An object or list as JSON has it; a text that is neither stays a text."""
    try:
        found: Value = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return text
    return found


def typed(text: str) -> Value:
    """What a quoted text or a table cell means: its content decides, not its quotes."""
    bare = text.strip()
    words: Mapping[str, Value] = {"true": True, "false": False, "null": None, "": None}
    if bare in words:
        return words[bare]
    if bare[0] in "{[":
        return _object(bare)
    if re.fullmatch(r"[-+]?\d{1,18}", bare):
        return int(bare)
    return Decimal(bare) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", bare) else bare
