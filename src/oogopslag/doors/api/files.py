"""Why a file cannot be taken, for a program: nothing was stored, and there is no draft."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oogopslag.inbox.errors import FileError, FileRefused, FileTooLarge
from oogopslag.inbox.file_errors import FileEmpty, FileInfected, FileLies, FileUnpacks

_WHY = {
    FileEmpty: ("empty", gettext_lazy("This file is empty.")),
    FileLies: ("lies", gettext_lazy("The name of this file does not fit what is in it.")),
    FileUnpacks: ("unpacks", gettext_lazy("This file becomes far too large when it is opened.")),
    FileInfected: (
        "infected",
        gettext_lazy("There is a virus in this file, or the text by which scanners are tested."),
    ),
    FileTooLarge: ("too-large", gettext_lazy("A file is at most 10 MB.")),
    FileRefused: (
        "kind", gettext_lazy("This kind of file is not taken: send PDF, JPEG, PNG or text.")
    ),
}  # fmt: skip


def detail() -> str:
    return _("A file with this message cannot be taken. Nothing was stored.")


def wrong(error: FileError) -> dict[str, str]:
    """Which file, counted from 1, and why; never its name, which holds what people typed."""
    code, says = next(_WHY[kind] for kind in type(error).__mro__ if kind in _WHY)
    return {"in": f"file {error.number or 1}", "code": code, "says": str(says)}
