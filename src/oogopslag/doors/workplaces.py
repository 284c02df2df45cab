"""For which organisation a member of staff works now, where it can be several.

One at a time, chosen by a form and kept with the session: pages and roles of the others are out of
reach meanwhile. Every choice is a line in the journal of that organisation.
"""

from collections.abc import Sequence
from typing import Any

from oogopslag.people import actions
from oogopslag.people import queries as people

_CHOSEN = "workplace"


def place_of(request: Any, found: Sequence[Any]) -> Any:
    """The chosen one of these organisations; the first when nothing was chosen; None without.

    Also None when the chosen one is not among these but they do have a role there: what was asked
    for is not there then, and another organisation's is not shown instead.
    """
    slug = request.session.get(_CHOSEN, "")
    chosen = next((one for one in found if one.slug == slug), None)
    if chosen is not None or (slug and people.roles_of(request.staff, slug)):
        return chosen
    return next(iter(found), None)


def owned(request: Any, slugs: Sequence[str]) -> str:
    """The same for who looks after organisations: the chosen one, else the first."""
    slug = request.session.get(_CHOSEN, "")
    return slug if slug in slugs else slugs[0]


def choose(request: Any, slug: str) -> None:
    """Works for this organisation from now on. Raises NotYourWorkplace."""
    actions.choose_workplace(request.staff, slug)
    request.session[_CHOSEN] = slug
