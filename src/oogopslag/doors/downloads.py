"""Files to keep: always as a download, never shown within our own pages."""

import json
from typing import Any

from django.http import HttpResponse

PDF = "application/pdf"


def download(made: bytes | str, name: str, kind: str = PDF) -> HttpResponse:
    """`name` is ours, never what somebody typed; `kind` is a media type."""
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def json_download(data: Any, name: str) -> HttpResponse:
    """Readable by people too."""
    return download(json.dumps(data, indent=2, ensure_ascii=False), name, "application/json")


def proof_name(code: str) -> str:
    """How the proof of one message is called, by both sides."""
    return f"bewijs-{code or 'bericht'}.json"
