"""Open VTB Verzoeken 0.1.0: can a form be made of what an organisation publishes? Read only."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from oogopslag.catalogue.contracts import contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

MOST = 20
"""Request types whose versions are looked at."""


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    forms = contract("vtb-verzoeken")
    headers = {"Authorization": f"Token {credentials.token}"}
    probe.ask(forms, "verzoektypenList", status=(401, 403), why="without a token")
    found = probe.ask(forms, "verzoektypenList", status=200, headers=headers)
    probe.ask(
        forms, "verzoektypenRetrieve", status=404, why="a request type that does not exist",
        path={"uuid": str(uuid4())}, headers=headers,
    )  # fmt: skip
    types = _rows(found)[:MOST]
    if not types:
        probe.untested(forms, "verzoektypenVersiesList", "there is no request type yet")
    for one in types:
        _versions(probe, one, headers)
    return {forms.name: forms.version}


def _versions(probe: "Probe", kind: Any, headers: dict[str, str]) -> None:
    forms, name = contract("vtb-verzoeken"), str(kind.get("naam", "?"))
    path = {"verzoektypeUuid": str(kind.get("uuid", ""))}
    found = probe.ask(forms, "verzoektypenVersiesList", status=200, path=path, headers=headers)
    valid = [one for one in _rows(found) if one.get("status") == "published"]
    probe.demand(
        forms,
        "verzoektypenVersiesList",
        "one version of a request type is published",
        holds=len(valid) == 1,
        what=f"{name} has {len(valid)} published versions",
        mend="Publish one version, and end the one before it.",
    )
    for one in valid:
        _schema(probe, name, one.get("aanvraagGegevensSchema"))


def _schema(probe: "Probe", name: str, schema: Any) -> None:
    """A form is made of its properties; a schema that allows everything asks nothing."""
    forms = contract("vtb-verzoeken")
    try:
        Draft202012Validator.check_schema(schema)
        wrong = ""
    except SchemaError as error:
        wrong = "/".join(map(str, error.absolute_path)) or "$"
    probe.demand(
        forms,
        "verzoektypenVersiesList",
        "what is asked is a valid JSON Schema",
        holds=not wrong,
        what=f"the schema of {name} is wrong at {wrong}",
        mend="Mend aanvraagGegevensSchema at that place; it is read as draft 2020-12.",
    )
    fields = schema.get("properties") if isinstance(schema, dict) else None
    probe.demand(
        forms,
        "verzoektypenVersiesList",
        "the schema names its questions",
        holds=bool(fields) and schema.get("additionalProperties") is False,
        what=f"the schema of {name} names no questions, or lets others in",
        mend="Name every question in properties, and set additionalProperties to false.",
    )


def _rows(found: Any) -> list[Any]:
    rows = found.get("results", []) if isinstance(found, dict) else []
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
