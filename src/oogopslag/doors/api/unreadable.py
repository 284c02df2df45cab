"""Why a file of rows cannot be taken, as a sentence beside its code."""

from django.utils.translation import gettext_lazy as _

from oogopslag.inbox.errors import UnreadableRows

_SENTENCES = {
    "wrong-encoding": _(
        "This is not UTF-8. Save the file as “CSV UTF-8”, or convert it, and send it again."
    ),
    "no-recipient-column": _("No column is named bsn or simulator. Name one in the heading."),
    "wrong-heading": _(
        "A name in the heading stands there twice, or is not of small letters, digits and low "
        "lines, beginning with a letter."
    ),
    "missing-columns": _("The text asks for columns that the file does not have: %(about)s."),
    "broken-row": _(
        "This row is not CSV: mostly a quotation mark that is not closed, or one inside a cell "
        "that is not doubled."
    ),
    "too-many-rows": _("A file holds at most 1,000,000 rows. Make two jobs of it."),
    "no-rows": _("There is only a heading. Add the rows."),
}


def sentence_of(error: UnreadableRows) -> str:
    """What to mend in the file; it never repeats a cell, for that may hold a BSN."""
    return str(_SENTENCES.get(error.reason, "")) % {"about": error.about}
