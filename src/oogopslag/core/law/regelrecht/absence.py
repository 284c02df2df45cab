"""Where absence may pass: each field says whether it may be absent, and everybody is held to it."""

from oogopslag.core.law.regelrecht.day import Place
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.nothing import Instead, Nothing, joined
from oogopslag.core.law.regelrecht.outcome import Outcome
from oogopslag.core.law.regelrecht.tree import Article, Field, Law
from oogopslag.core.law.regelrecht.values import Unknown, Value

Parameters = dict[str, Value]


def held_to(field: Field, value: Value, law: Law, origin: str) -> Value:
    """The value that came in. Raises RunError when it is absent and the field never is."""
    if value is None and not field.nullable:
        raise RunError(
            f"{origin} delivered null for '{field.name}' of {law.id}, which the law declares as "
            "never absent.",
            file=law.file,
            line=field.line,
        )
    return value


def asked_about_somebody(place: Place, parameters: Parameters) -> None:
    """Raises RunError for a parameter that the caller says is absent and that never is."""
    law, article = place
    for field in article.parameters:
        if field.name in parameters and parameters[field.name] is None and not field.nullable:
            raise RunError(
                f"parameter '{field.name}' of {law.id} is null and is not declared nullable: a law "
                "cannot be evaluated for nobody.",
                file=law.file,
                line=field.line,
            )


def skipped(place: Place, passed: Parameters, caller: Law, nothing: Nothing) -> Instead | None:
    """What a call gives without being made: the law cannot be asked about nobody.

    None when it is made. Raises RunError for an optional parameter that is absent and never is.
    """
    law, article = place
    open_: list[Value] = []
    for field in article.parameters:
        value = passed.get(field.name, field)
        if isinstance(value, Unknown) and field.required:
            open_.append(value)
        elif value is None and not field.nullable:
            if field.required:
                return Instead(None)
            if nothing is Nothing.DECLARED:
                held_to(field, value, law, f"parameter from {caller.id}")
    return Instead(joined(open_)) if open_ else None


def promised(law: Law, article: Article, found: Outcome) -> None:
    """Raises RunError for an output that is absent although the law promised a value."""
    for field in article.outputs:
        if field.name in found.outputs and found.outputs[field.name] is None and not field.nullable:
            raise RunError(
                f"output '{field.name}' of {law.id} evaluated to null and is not declared "
                "nullable.",
                file=law.file,
                line=field.line,
            )


def without(law: Law, article: Article, name: str, given: Parameters, nothing: Nothing) -> Value:
    """An input that no register holds. Raises RunError when nobody said of whom it was asked."""
    for field in article.parameters:
        if field.required and field.name not in given:
            raise RunError(
                f"Variable not found: {field.name}. {law.id} article {article.number} needs it to "
                f"look up '{name}', and nobody passed it.",
                file=law.file,
                line=field.line,
            )
    return Unknown(frozenset({name})) if nothing is Nothing.DECLARED else None
