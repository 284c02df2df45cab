"""Asks our own server by a published contract, and checks each answer against that contract."""

from pathlib import Path
from typing import Any

import schemathesis
import yaml
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.doors.api.conftest import Machine

from oogopslag.conf.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class Contract:
    """A contract file, served by us under a prefix of its own."""

    def __init__(self, folder: Path, file: str, base: str) -> None:
        document = yaml.safe_load((folder / "contracts" / file).read_text())
        self.schema = schemathesis.openapi.from_dict(document)
        self.schema.app = application
        self.schema.config.update(base_url=f"http://localhost{base}")

    def ask(
        self,
        sender: Machine,
        method: str,
        path: str,
        body: Any = None,
        *,
        media: str = "application/json",
        query: dict[str, Any] | None = None,
        declared: bool = True,
        upstream: bool = False,
        **more: Any,
    ) -> Any:
        """One call; fails when the answer is not what the contract says.

        `declared` False: the contract does not name this status, so only we judge it. `upstream`
        True: the contract's own 502 is what should come.
        """
        headers = {
            "Authorization": f"Bearer {sender.key}",
            "Host": "localhost",
            **more.pop("headers", {}),
        }
        case = self.schema[path][method].Case(
            path_parameters={name: str(value) for name, value in more.items()},
            query=query or {},
            headers=headers,
            **({"body": body, "media_type": media} if body is not None else {}),
        )
        answer = case.call()
        checks = [one for one in CHECKS if declared or one is not status_code_conformance]
        if upstream:
            checks.remove(not_a_server_error)
        if "event-stream" in str(answer.headers.get("content-type")):
            checks.remove(response_schema_conformance)  # it says string of the whole stream
        case.validate_response(answer, checks=checks)
        return answer
