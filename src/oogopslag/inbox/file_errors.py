"""Why one file is refused: each reason has its own sentence, for each is mended in another way."""

from django.utils.translation import gettext_lazy as _

from oogopslag.inbox.errors import FileRefused


class FileEmpty(FileRefused):
    """A file without a single byte."""

    sentence = _(
        "This file is empty. Nothing was sent, your text is kept. "
        "Open the file on your device, see whether it is right, and choose it again."
    )


class FileLies(FileRefused):
    """A file that is something else than its name says."""

    sentence = _(
        "The name of this file does not fit what is in it. Nothing was sent, your text is kept. "
        "Save the file again as PDF, JPEG, PNG or text, and choose it again."
    )


class FileUnpacks(FileRefused):
    """A file that would become far too large when it is opened."""

    sentence = _(
        "This file becomes far too large when somebody opens it. Nothing was sent, your text is "
        "kept. Save the file as PDF, and choose it again."
    )


class FileInfected(FileRefused):
    """A file in which malware was found."""

    sentence = _(
        "There is a virus in this file, or the text by which virus scanners are tested. Nothing "
        "was sent, your text is kept. Do not open the file; send the others without it."
    )
