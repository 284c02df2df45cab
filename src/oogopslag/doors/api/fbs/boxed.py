"""A letter of the box in the words of FBS berichtenuitvraag: our own, or another store's."""

from typing import Any

from oogopslag.doors.api.fbs.showing import extension
from oogopslag.doors.api.speaking import moment
from oogopslag.inbox.gathering import Foreign

ROOT = "/fbs/uitvraag/api/v1"


def summary(one: Any) -> dict[str, Any]:
    """A letter in a list."""
    return {**_shared(one), "aantalBijlagen": len(_files(one))}


def whole(one: Any) -> dict[str, Any]:
    """A letter with its text; of another store's files only id and name are known."""
    here = f"{ROOT}/berichten/{one.id}/bijlagen"
    own = not isinstance(one, Foreign)
    return {
        **_shared(one),
        "inhoud": one.body["nl"] if own else one.text,
        "extensie": extension(one) if own else dict(one.extension),
        "bijlagen": [
            {**file, "_links": {"self": {"href": f"{here}/{file['bijlageId']}"}}}
            for file in _files(one)
        ],
    }


def _files(one: Any) -> list[dict[str, Any]]:
    if isinstance(one, Foreign):
        return [{"bijlageId": key, "naam": name} for key, name in one.files]
    return [
        {
            "bijlageId": str(file.id),
            "naam": file.name,
            "mimeType": file.type,
            "grootteInBytes": file.size,
        }
        for file in one.attachments.all()
        if file.state == "clean"
    ]


def _shared(one: Any) -> dict[str, Any]:
    found = _foreign(one) if isinstance(one, Foreign) else _own(one)
    return {
        "berichtId": str(one.id),
        **{name: value for name, value in found.items() if value != ""},
        "_links": {"self": {"href": f"{ROOT}/berichten/{one.id}"}},
    }


def _foreign(one: Foreign) -> dict[str, Any]:
    return {
        "onderwerp": one.title,
        "afzender": one.sender,
        "publicatietijdstip": moment(one.published),
        "magazijnId": one.store,
        "status": "gelezen" if one.read else "ongelezen",
        "map": one.folder,
    }


def _own(row: Any) -> dict[str, Any]:
    thread, mark = row.thread, getattr(row, "mark", None)
    return {
        "onderwerp": thread.title["nl"],
        "afzender": thread.organisation.oin,
        "publicatietijdstip": moment(max(row.placed, thread.visible_from or row.placed)),
        "magazijnId": thread.organisation.oin,
        "status": "gelezen" if mark and mark.read else "ongelezen",
        "map": mark.folder if mark else "",
    }
