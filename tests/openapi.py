"""Checks requests and answers against the original contract files, where these are at hand."""

import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from openapi_schema_validator import OAS30Validator, OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from ruamel.yaml import YAML


@cache
def document(file: Path) -> dict[str, Any]:
    text = json.dumps(YAML(typ="safe").load(file.read_text()), default=str)
    # What another file on the internet describes is not checked here.
    found: dict[str, Any] = json.loads(re.sub(r'"\$ref": "https://[^"]+"', '"$comment": ""', text))
    return found


def complaints(
    file: Path, base: str, request: httpx.Request, response: httpx.Response
) -> list[str]:
    """What breaks the contract in one exchange; empty when both sides keep to it."""
    document_ = document(file)
    path = urlsplit(str(request.url)).path
    path = path.partition(base)[2] if base else path
    operation = _operation(document_, request.method, path)
    if operation is None:
        return [f"{request.method} {path} is not in {file.name}"]
    found = []
    if request.content and (body := operation.get("requestBody")):
        sent = _sent(request)
        found += _wrong(document_, _follow(document_, body)["content"], sent, "request")
    answers = operation["responses"]
    answer = answers.get(str(response.status_code))
    if answer is None:
        # Klantinteracties declares no refusals at all.
        return found if response.status_code >= 400 else [*found, f"{response.status_code}?"]
    content = _follow(document_, answer).get("content")
    if content and response.content and not _is_binary(content):
        found += _wrong(document_, content, response.content, "answer")
    return found


def _sent(request: httpx.Request) -> bytes:
    """The body as JSON; of a form its fields, a file as text."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return request.content
    whole = f"Content-Type: {kind}\r\n\r\n".encode() + request.content
    parts = BytesParser(policy=HTTP).parsebytes(whole).iter_parts()  # type: ignore[attr-defined]
    return json.dumps(
        {
            part.get_param("name", header="content-disposition"): part.get_payload(
                decode=True
            ).decode("latin-1")
            for part in parts
        }
    ).encode()


def _is_binary(content: Any) -> bool:
    return bool(next(iter(content.values())).get("schema", {}).get("format") == "binary")


def _operation(document_: dict[str, Any], method: str, path: str) -> Any:
    fitting = [
        template
        for template, operations in document_["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
        and method.lower() in operations
    ]
    if not fitting:
        return None
    return document_["paths"][min(fitting, key=lambda one: one.count("{"))][method.lower()]


def _follow(document_: dict[str, Any], node: Any) -> Any:
    while "$ref" in node:
        target: Any = document_
        for part in node["$ref"][2:].split("/"):
            target = target[part]
        node = target
    return node


def _wrong(document_: dict[str, Any], content: Any, body: bytes, side: str) -> list[str]:
    schema = next(iter(content.values()))["schema"]
    registry: Registry[Any] = Registry().with_resource(
        "urn:contract", Resource(contents=document_, specification=DRAFT202012)
    )
    kind = OAS31Validator if document_["openapi"].startswith("3.1") else OAS30Validator
    rooted = json.loads(json.dumps(schema).replace('"$ref": "#/', '"$ref": "urn:contract#/'))
    validator = kind(rooted, registry=registry)
    return [
        f"{side} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(json.loads(body))
    ]
