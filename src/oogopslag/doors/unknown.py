"""What a room does not know is a page that is not there.

For what is another's too, so that nobody learns that it exists. `doors/entry.py` asks here for
everybody who is signed in; a view names such an error only when it has something else to say.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from oogopslag.cases.errors import UnknownCase
from oogopslag.catalogue.errors import UnknownRule, UnknownService
from oogopslag.inbox.errors import UnknownThread
from oogopslag.people.errors import UnknownMandate

UNKNOWN = (UnknownCase, UnknownMandate, UnknownRule, UnknownService, UnknownThread)


def answered(
    view: Callable[..., HttpResponseBase], request: Any, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    """The answer of a view. Raises Http404 for what a room does not know."""
    try:
        return view(request, *args, **kwargs)
    except UNKNOWN as error:
        raise Http404(str(error)) from error
