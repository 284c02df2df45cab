"""A law of our own as a regelrecht document, with what that form cannot say.

A rule that cannot be written stays as an untranslatable of its article, and its value becomes a
parameter: whoever runs the law gives it. So no amount is ever computed from half a rule.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

from oogopslag.core.law.regelrecht.statements import Gap, Group, Statement, grouped, statements
from oogopslag.core.law.regelrecht.translating import GapError, literal
from oogopslag.core.law.subject import FactDictionary, Kind
from oogopslag.core.law.tree import Scheme

SCHEMA = (
    "https://raw.githubusercontent.com/MinBZK/regelrecht/refs/tags/"
    "schema-v0.5.6/schema/v0.5.6/schema.json"
)
LAYERS = {
    "wet": "WET",
    "amvb": "AMVB",
    "ministeriele_regeling": "MINISTERIELE_REGELING",
    "gemeentelijke_verordening": "GEMEENTELIJKE_VERORDENING",
    "provinciale_verordening": "PROVINCIALE_VERORDENING",
    "waterschapsverordening": "WATERSCHAPS_VERORDENING",
    "beleidsregel": "BELEIDSREGEL",
}
_PLACES = {
    "GEMEENTELIJKE_VERORDENING": "gemeente_code",
    "PROVINCIALE_VERORDENING": "provincie_code",
    "WATERSCHAPS_VERORDENING": "waterschap_code",
}
_GRANT = {"legal_character": "BESCHIKKING", "decision_type": "TOEKENNING"}
_WITH_BWB = {"WET", "AMVB", "MINISTERIELE_REGELING"}
DIFFERENCES = (
    ("", "The first day of force stands in for the day of publication, which is not kept here."),
    ("", "A missing fact is an error there: verdict, range and next question stay behind."),
    ("", "Sentences for residents, the sum and what would change the answer stay behind."),
    ("DIVIDE", "A quotient is cut at 28 digits before it is rounded; here it stays exact."),
    ("AGE", "Born on 29 February: there somebody turns a year older on 28 February, here 1 March."),
    ("months", "From 31 January to 28 February is a whole month there, and none here."),
)


@dataclass(frozen=True)
class Export:
    """`gaps` could not be written; `differences` were written and mean something else there."""

    document: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    differences: tuple[str, ...]

    def text(self) -> str:
        """The document as YAML."""
        yaml = YAML(typ="safe", pure=True)
        yaml.default_flow_style = False
        yaml.explicit_start = True
        yaml.width = 100
        # ruamel types this setting by its default, None.
        yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
        yaml.Representer = _Representer
        out = StringIO()
        yaml.dump(dict(self.document), out)
        return out.getvalue()


class _Representer(SafeRepresenter):
    """Exact decimals as the numbers they are; a shared part is written twice, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Representer.add_representer(
    Decimal,
    lambda writer, value: writer.represent_scalar("tag:yaml.org,2002:float", format(value, "f")),
)


def export(scheme: Scheme, dictionary: FactDictionary) -> Export:
    """One version of a scheme in regelrecht of schema 0.5.6."""
    every = statements(scheme)
    head, missing = _head(scheme)
    writer = _Writer(scheme, dictionary, every)
    articles = [writer.article(group) for group in grouped(every)]
    gaps = (*missing, *(one.gap for one in every.values() if one.gap), *writer.gaps)
    document = {**head, "articles": articles}
    return Export(document, gaps, tuple(_differences(repr(articles))))


def _differences(text: str) -> Iterator[str]:
    for word, sentence in DIFFERENCES:
        if not word or f"'{word}'" in text:
            yield sentence


def _head(scheme: Scheme) -> tuple[dict[str, Any], list[Gap]]:
    layer = LAYERS.get(_folder(scheme), "")
    day = scheme.valid_from.isoformat()
    head: dict[str, Any] = {
        "$schema": SCHEMA,
        "$id": scheme.name,
        "name": str(scheme.ref.title["nl"]),
        "regulatory_layer": layer,
        "publication_date": day,
        "valid_from": day,
        "url": scheme.ref.url,
    }
    gaps: list[Gap] = []
    if not layer:
        gaps.append(Gap("regulatory_layer", "", f"{_folder(scheme)!r} is no layer there"))
    if layer in _WITH_BWB:
        found = re.search(r"BWBR\d{7}", scheme.ref.url)
        head["bwb_id"] = found[0] if found else ""
        if not found:
            gaps.append(Gap("bwb_id", "", "the address of the law does not hold it"))
    if layer in _PLACES:
        head["officiele_titel"] = head["name"]
        gaps.append(Gap(_PLACES[layer], "", "our laws do not keep the code of the place"))
    return head, gaps


def _folder(scheme: Scheme) -> str:
    """`laws/nl/<layer>/<law>/<day>.yaml`"""
    parts = Path(scheme.file).parts
    return parts[-3] if len(parts) > 2 else ""


class _Writer:
    """Writes articles; what a definition cannot hold is added to the gaps."""

    def __init__(
        self, scheme: Scheme, dictionary: FactDictionary, every: Mapping[str, Statement]
    ) -> None:
        self.scheme, self.dictionary, self.every = scheme, dictionary, every
        self.gaps: list[Gap] = []

    def article(self, group: Group) -> dict[str, Any]:
        own = {one.name for one in group.members if one.formula is not None}
        needed = sorted({name for one in group.members for name in one.needs} - own)
        url = self.scheme.ref.url
        return {
            "number": group.number,
            "text": f"De tekst van artikel {group.number} staat op {url}.",
            "url": f"{url}#Artikel{group.numbers[0].replace(' ', '_')}",
            "machine_readable": self._machine(group, needed),
        }

    def _machine(self, group: Group, needed: list[str]) -> dict[str, Any]:
        members = [one for one in group.members if one.formula is not None]
        definitions = dict(self._definitions(needed))
        untold = [one.gap for one in group.members if one.gap]
        execution: dict[str, Any] = {}
        if any(one.name == self.scheme.verdict for one in members):
            execution["produces"] = dict(_GRANT)
        execution["parameters"] = [
            {**_field(name, self._kind(name)), "required": not name.startswith("partner_")}
            for name in needed
            if name not in definitions and not self._computed(name) and name != "peildatum"
        ]
        execution["input"] = [
            {**_field(name, self._kind(name)), "source": {"output": name}}
            for name in needed
            if self._computed(name)
        ]
        execution["output"] = [_field(one.name, one.kind) for one in members]
        execution["actions"] = [_action(one) for one in members]
        found: dict[str, Any] = {"definitions": definitions} if definitions else {}
        if untold:
            found["untranslatables"] = [
                {"construct": gap.name, "reason": gap.reason, "accepted": False} for gap in untold
            ]
        found["execution"] = {key: value for key, value in execution.items() if value}
        return found

    def _computed(self, name: str) -> bool:
        return name in self.every and self.every[name].formula is not None

    def _definitions(self, names: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in names:
            if name not in self.scheme.parameters:
                continue
            one = self.scheme.parameters[name]
            try:
                held = {"value": literal(one.value)}
            except GapError as error:
                self.gaps.append(Gap(name, one.article, str(error)))
                continue
            shape = _field(name, one.type)
            del shape["name"]
            yield name, {**held, **shape, "description": f"artikel {one.article}; {one.source}"}

    def _kind(self, name: str) -> Kind:
        if name in self.every:
            return self.every[name].kind
        bare = name.removeprefix("partner_")
        for known in (name, bare):
            if known in self.scheme.parameters:
                return self.scheme.parameters[known].type
            if known in self.dictionary:
                return self.dictionary[known].type
        return "string"


def _field(name: str, kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "type": kind}
    if kind == "amount":
        found["type_spec"] = {"unit": "eurocent"}
    return found


def _action(one: Statement) -> dict[str, Any]:
    basis = {"law": one.law, "article": one.article, "explanation": one.citation}
    return {"output": one.name, "value": one.formula, "legal_basis": basis}
