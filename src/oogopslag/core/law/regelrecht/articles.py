"""Reads an article: its text, and what of it a machine can do."""

from collections.abc import Iterator

from oogopslag.core.law.regelrecht import units
from oogopslag.core.law.regelrecht.document import Marked
from oogopslag.core.law.regelrecht.formulas import action, reference
from oogopslag.core.law.regelrecht.tree import (
    Action,
    Article,
    Field,
    Filling,
    Hook,
    Input,
    OpenTerm,
    Override,
    Reference,
    Untranslatable,
)
from oogopslag.core.law.regelrecht.values import Value

TYPES = ("string", "number", "boolean", "amount", "object", "array", "date")
_MACHINE = (
    "open_terms", "implements", "definitions", "execution", "hooks", "overrides",
    "untranslatables", "markings",
)  # fmt: skip
_EXECUTION = ("produces", "parameters", "input", "output", "actions")


def article(row: Marked) -> Article:
    """One article. Raises LawError; what is wrong within an action becomes that action's fault."""
    row.unlike("number", "text", "machine_readable")
    number, text = row.text("number"), row.optional("text")
    url = row.optional("url") or row.optional("ref")
    machine = row.get("machine_readable")
    if machine is None or machine.value is None:
        return Article(number=number, line=row.line, text=text, url=url)
    machine.unlike(*_MACHINE)
    execution = machine.get("execution") or Marked({}, machine.line, machine.file)
    if execution.value is None:
        execution = Marked({}, machine.line, machine.file)
    execution.unlike(*_EXECUTION)
    produces = execution.get("produces")
    found = Article(
        number=number,
        line=row.line,
        text=text,
        url=url,
        definitions=dict(_definitions(machine)),
        units=dict(_units(machine)),
        parameters=tuple(field(one) for one in execution.rows("parameters")),
        inputs=tuple(_input(one) for one in execution.rows("input")),
        outputs=tuple(field(one) for one in execution.rows("output")),
        actions=tuple(action(one) for one in execution.rows("actions")),
        character=produces.optional("legal_character") if produces else "",
        decision=produces.optional("decision_type") if produces else "",
        procedure=produces.optional("procedure_id") if produces else "",
        submission=_submission(produces) if produces else "",
        decides_on=tuple(_references(produces, "decides_on")) if produces else (),
        open_terms=tuple(_open_term(one) for one in machine.rows("open_terms")),
        fills=tuple(_filling(one) for one in machine.rows("implements")),
        hooks=tuple(_hook(one) for one in machine.rows("hooks")),
        overrides=tuple(_override(one) for one in machine.rows("overrides")),
        untranslatables=tuple(_untranslatables(machine)),
    )
    return units.checked(found, str(row.file))


def field(part: Marked) -> Field:
    """A named value with its type."""
    kind = part.text("type")
    if kind not in TYPES:
        raise part.need("type").fail(f"{kind!r} is no type: {', '.join(TYPES)}.")
    spec = part.get("type_spec")
    return Field(
        name=part.text("name"),
        type=kind,
        unit=spec.optional("unit") if spec and spec.value is not None else "",
        line=part.line,
        required=part.flag("required", True),
        nullable=part.flag("nullable", False),
    )


def _input(part: Marked) -> Input:
    source = part.get("source")
    if source is None or source.value is None:
        source = Marked({}, part.line, part.file)
    source.unlike("regulation", "output", "parameters")
    return Input(
        field=field(part),
        regulation=source.optional("regulation"),
        output=source.optional("output"),
        parameters=_all_passed(source.get("parameters")),
    )


def _all_passed(given: Marked | None) -> dict[str, Value | Reference]:
    if given is None or given.value is None:
        return {}
    return {name: _passed(one) for name, one in given.mapping().items()}


def _passed(part: Marked) -> Value | Reference:
    if isinstance(part.value, str) and part.value.startswith("$"):
        return reference(part)
    return part.plain()


def _definitions(machine: Marked) -> Iterator[tuple[str, Value]]:
    for name, held in _defined(machine):
        yield name, (held.need("value") if "value" in held else held).plain()


def _units(machine: Marked) -> Iterator[tuple[str, str]]:
    for name, held in _defined(machine):
        spec = held.get("type_spec") if "value" in held else None
        if spec is not None and spec.value is not None:
            yield name, spec.optional("unit")


def _defined(machine: Marked) -> Iterator[tuple[str, Marked]]:
    held = machine.get("definitions")
    if held is not None and held.value is not None:
        yield from held.mapping().items()


def _open_term(part: Marked) -> OpenTerm:
    term = Field(
        name=part.text("id"),
        type=part.text("type"),
        unit="",
        line=part.line,
        required=part.flag("required", True),
    )
    default = part.get("default")
    actions: tuple[Action, ...] | None = None
    if default is not None:
        actions = tuple(action(one) for one in default.rows("actions"))
    return OpenTerm(field=term, layer=part.optional("delegation_type"), default=actions)


def _filling(part: Marked) -> Filling:
    part.unlike("law", "article", "open_term")
    return Filling(part.text("law"), part.text("article"), part.text("open_term"))


def _hook(part: Marked) -> Hook:
    point = part.text("hook_point")
    if point not in {"pre_actions", "post_actions"}:
        raise part.need("hook_point").fail(f"{point!r} is no moment: pre_actions or post_actions.")
    applies = part.need("applies_to")
    submission = applies.optional("submission")
    return Hook(
        before=point == "pre_actions",
        character="" if submission else applies.text("legal_character"),
        decision=applies.optional("decision_type"),
        stage=applies.optional("stage") or "BESLUIT",
        submission=submission,
        decided_by=applies.optional("decided_by"),
        established_by=applies.optional("established_by"),
    )


def _submission(produces: Marked) -> str:
    """What somebody submits by this article, such as an AANVRAAG."""
    held = produces.get("submission")
    return held.text("kind") if held is not None and held.value is not None else ""


def _references(part: Marked, key: str) -> Iterator[str]:
    """Articles of laws, each as `law#article`."""
    for row in part.rows(key):
        if not isinstance(row.value, str) or "#" not in row.value:
            raise row.fail(f"{row.value!r} names no article: write law#article.")
        yield row.value


def _override(part: Marked) -> Override:
    part.unlike("law", "article", "output", "voids")
    return Override(
        part.text("law"),
        part.text("article"),
        part.text("output"),
        voids=part.flag("voids", False),
        ground=part.optional("legal_text_excerpt"),
    )


def _untranslatables(machine: Marked) -> Iterator[Untranslatable]:
    """`untranslatables`, and `markings` as later schemas name them."""
    for key, construct in (("untranslatables", "construct"), ("markings", "about")):
        for row in machine.rows(key):
            reason = " — ".join(filter(None, map(row.optional, ("reason", "resolved_by"))))
            yield Untranslatable(row.text(construct), reason, row.flag("accepted", False))
