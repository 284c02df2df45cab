"""Takes content into the database: organisations become known, the version is written down."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from oogopslag.catalogue import queries
from oogopslag.catalogue.models import ContentVersion
from oogopslag.catalogue.rules import (
    Typed,
    approve_rule,
    draft_rule,
    look_for_rules,
    note_followed,
    propose_rule,
    return_rule,
    save_rule,
)
from oogopslag.core.values import SYSTEM
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people

__all__ = [
    "Loaded",
    "Typed",
    "approve_rule",
    "draft_rule",
    "load",
    "look_for_rules",
    "note_followed",
    "propose_rule",
    "return_rule",
    "save_rule",
]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a loading found."""

    digest: str
    services: int
    organisations: int
    new: bool


@transaction.atomic
def load(content: Path) -> Loaded:
    """Reads and checks all content; registers its organisations. Raises LawError."""
    digest = _digest(content)
    services = queries.services()
    for service in services:
        queries.form(service.slug)
    organisations = queries.organisations()
    for data in organisations.values():
        people.register_organisation(data)
    _, new = ContentVersion.objects.get_or_create(digest=digest)
    if new:
        journal.write("catalogue.loaded", actor=SYSTEM, digest=digest, services=len(services))
    return Loaded(digest=digest, services=len(services), organisations=len(organisations), new=new)


def _digest(content: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(content.rglob("*")):
        if file.is_file():
            found.update(str(file.relative_to(content)).encode())
            found.update(file.read_bytes())
    return found.hexdigest()
