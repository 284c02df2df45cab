"""What the camera page says: its states, how to hold the paper, and words of the sheet."""

from django.utils.translation import gettext as _


def states() -> dict[str, str]:
    """State of the page → sentence. Every dead end names the list as the way on."""
    return {
        "loading": _("Fetching the forms we know…"),
        "start": _("Point the camera at a paper form or letter."),
        "asking": _("Your browser asks whether the camera may be used."),
        "looking": _("Looking…"),
        "like": _("This looks like a form that we know, but we are not sure. Choose it yourself."),
        "unknown": _("We do not know this paper. Read it as an unknown letter, or choose a form."),
        "blank": _("We see no text. Turn the paper over, or hold the camera above it."),
        "frozen": _("Held. Move over the picture at your ease."),
        "paused": _("The camera stopped because you left this page."),
        "refused": _(
            "The camera may not be used. Everything stands in the list too. "
            "You can allow the camera in the settings of your browser."
        ),
        "absent": _("There is no camera here. Use the list, a photo or a PDF."),
        "taken": _("Another program uses the camera. Close it and try again, or use the list."),
        "nopack": _(
            "The forms could not be fetched. Try again with a connection, or use the list."
        ),
        "tampered": _("The forms on this device were changed and are not used. Load them again."),
        "reading": _("Reading the file. It stays on your device."),
        "broken": _("This file cannot be read. Take a photo of the paper, or use the list."),
        "locked": _("This PDF is locked with a password. Use the list, or a photo of the paper."),
        "long": _("This PDF has more than 300 pages. Choose a shorter one, or use the list."),
        "offer": _("First we fetch the forms that we know."),
        "noreader": _("The reader could not be fetched. Try again with a connection."),
        "letter": _("Read on your device. Check it against the paper."),
    }


def hints() -> dict[str, str]:
    """How to hold the camera."""
    return {
        "light": _("More light, please"),
        "above": _("Hold the camera above the paper"),
        "steady": _("Hold still for a moment"),
        "closer": _("Come closer"),
        "further": _("A little further away"),
        "left": _("A little to the left"),
        "right": _("A little to the right"),
        "up": _("A little up"),
        "down": _("A little down"),
    }


def says() -> dict[str, str]:
    """Words of the sheet; what stands in braces is filled in on the device."""
    return {
        "fill": _("Fill in"),
        "wrong": _("Not right?"),
        "draft": _("Not checked yet by a person of the organisation."),
        "machine": _("Translated by a machine and not checked."),
        "reviewed": _("Checked by the organisation."),
        "found": _("Found: edition {edition}, page {page} of {pages}"),
        "which": _("Edition {edition}, page {page} of {pages}"),
        "year": _("The year is not in view: check it beside the form number."),
        "askYear": _(
            "This looks like {title}, edition {edition}. We do not see the year: check that "
            "{edition} stands beside the form number, at the top or the foot of the page."
        ),
        "agree": _("Yes, {edition} stands there"),
        "otherYear": _(
            "This looks like a form that we know, but perhaps of another year. Check the year "
            "beside the form number, at the top or the foot of the page, and choose it yourself."
        ),
        "offer": _("First we fetch the forms that we know: {size} MB, once."),
        "letter": _("An unknown letter"),
        "from": _("From"),
        "date": _("Date of the letter"),
        "reference": _("Reference"),
        "amount": _("Amount"),
        "account": _("Account number"),
        "before": _("Before"),
        "computed": _("computed from the date of the letter"),
        "nothing": _("We could read little of this letter. Take a sharper photo, or call."),
        "words": _("Official words in this letter"),
        "strange": _(
            "Mind: {organisation} does not use the account {iban}. Do not pay. Call the "
            "organisation first, on a number that you looked up yourself."
        ),
        "task": _("Act on the letter"),
        "remember": _("Put the last day in your calendar"),
        "answer": _("Answer it"),
        "helper": _("Ask a helper"),
        "above": _("{value} is above the limit of {limit}."),
        "below": _("{value} is below the limit of {limit}."),
    }
