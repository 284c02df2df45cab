"""A letter of the store in the words of FBS; what FBS has no field for stands in one object."""

from typing import Any

from oogopslag.doors.api.speaking import moment, terms_of

ROOT = "/fbs/magazijn/api/v1"


def summary(row: Any, number: str) -> dict[str, Any]:
    """A letter in a list."""
    files = [one for one in row.attachments.all() if one.state == "clean"]
    return {
        **_shared(row, number),
        "aantalBijlagen": len(files),
        "bijlagen": [{"bijlageId": str(one.id), "naam": one.name} for one in files],
    }


def whole(row: Any, number: str) -> dict[str, Any]:
    """A letter with what is known of its files."""
    here = f"{ROOT}/berichten/{row.id}/bijlagen"
    files = [one for one in row.attachments.all() if one.state == "clean"]
    return {
        **_shared(row, number),
        "bijlagen": [
            {
                "bijlageId": str(one.id),
                "naam": one.name,
                "mimeType": one.type,
                "_links": {"self": {"href": f"{here}/{one.id}"}},
            }
            for one in files
        ],
    }


def _shared(row: Any, number: str) -> dict[str, Any]:
    kind, _colon, value = number.partition(":")
    thread = row.thread
    found: dict[str, Any] = {
        "berichtId": str(row.id),
        "afzender": thread.organisation.oin,
        "ontvanger": {"type": kind, "waarde": value},
        "onderwerp": thread.title["nl"],
        "inhoud": row.body["nl"],
        "tijdstipOntvangst": moment(row.placed),
        "publicatietijdstip": moment(max(row.placed, thread.visible_from or row.placed)),
        "extensie": extension(row),
        "_links": {"self": {"href": f"{ROOT}/berichten/{row.id}"}},
    }
    mark = getattr(row, "mark", None)
    if mark:
        found["status"] = {"gelezen": mark.read, "gewijzigdOp": moment(mark.changed)}
        if mark.folder:
            found["status"]["map"] = mark.folder
    return found


def extension(row: Any) -> dict[str, Any]:
    """What FBS has no field for, in one object."""
    found = {
        "gesprekId": str(row.thread_id),
        "inReactieOp": str(row.in_reply_to) if row.in_reply_to else None,
        **terms_of(row),
        "taal": "nl",
        "bezwaartermijn": row.react_before.isoformat() if row.react_before else None,
    }
    return {name: value for name, value in found.items() if value is not None}
