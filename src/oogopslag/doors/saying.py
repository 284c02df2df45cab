"""What is wrong with one value of a request, as a sentence in the language of who asks.

pydantic names the mistake with a code and in English; a developer reads what to send instead. The
value itself is never repeated: it may hold a BSN.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_PLAIN = {
    "missing": _("This is missing: send it."),
    "extra_forbidden": _("We do not know this name: leave it out, or check its spelling."),
    "int_parsing": _("Send a whole number."),
    "int_type": _("Send a whole number."),
    "int_from_float": _("Send a whole number."),
    "bool_parsing": _("Send true or false."),
    "bool_type": _("Send true or false."),
    "uuid_parsing": _("Send a UUID."),
    "uuid_type": _("Send a UUID."),
    "string_type": _("Send a text."),
    "string_unicode": _("Send text of whole Unicode characters, in UTF-8."),
    "string_pattern_mismatch": _("This is not in the form that the API describes."),
    "date_type": _("Send a day such as 2026-12-31."),
    "date_parsing": _("Send a day such as 2026-12-31."),
    "date_from_datetime_parsing": _("Send a day such as 2026-12-31."),
    "datetime_type": _("Send a moment such as 2026-12-31T12:00:00Z."),
    "datetime_parsing": _("Send a moment such as 2026-12-31T12:00:00Z."),
    "datetime_from_date_parsing": _("Send a moment such as 2026-12-31T12:00:00Z."),
    "timezone_aware": _("Send a moment such as 2026-12-31T12:00:00Z."),
    "list_type": _("Send a list."),
    "dict_type": _("Send an object."),
    "model_type": _("Send an object."),
    "model_attributes_type": _("Send an object."),
    "json_invalid": _("Send JSON in UTF-8."),
}
_BOUNDED = {
    "less_than_equal": ("le", _("Send at most %(bound)s.")),
    "greater_than_equal": ("ge", _("Send at least %(bound)s.")),
    "string_too_long": ("max_length", _("Send at most %(bound)s characters.")),
    "string_too_short": ("min_length", _("Send at least %(bound)s characters.")),
    "too_long": ("max_length", _("Send at most %(bound)s of them.")),
    "too_short": ("min_length", _("Send at least %(bound)s of them.")),
    "literal_error": ("expected", _("Send one of these: %(bound)s.")),
}
OF_VALUES = (_("This is not a valid BSN: check the digits for a typing error."),)
"""Sentences of values that check themselves: the core has no translations."""


def sentence_of(error: Mapping[str, Any]) -> str:
    """The sentence for one of pydantic's errors; pydantic's own English where we have none."""
    code, context = error["type"], error.get("ctx") or {}
    if code in _PLAIN:
        return str(_PLAIN[code])
    if code in _BOUNDED:
        name, words = _BOUNDED[code]
        if name in context:
            return str(words) % {"bound": str(context[name]).replace(" or ", ", ")}
    # A check of our own: its words are ours, behind what pydantic puts before them.
    own = str(error["msg"]).removeprefix("Value error, ")
    return gettext(own) if own else ""
