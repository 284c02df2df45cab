"""The OpenAPI document of our API, finished by the NL GOV API Design Rules."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja.openapi.schema import REF_TEMPLATE

from oogopslag.doors.api.agency.schema import ProblemDocument
from oogopslag.doors.api.agency.service import api
from oogopslag.doors.entry import everyone, for_machines
from oogopslag.doors.problems import MEDIA_TYPE

_VERSION = {"$ref": "#/components/headers/API-Version"}
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
_ALWAYS = {
    "400": "The request is not right; all errors are named together",
    "401": "No key, or one that is not good",
    "403": "The key may not do this",
    "404": "Not found for this key",
    "429": "Too much at once: see Retry-After",
}
_TAGS = {
    "Messages": "Place a message, follow it, take it back",
    "Threads": "Conversations with residents",
    "Jobs": "Many messages from one CSV file",
    "Events": "What happened, and where to tell it (webhooks)",
    "Sandbox": "Try everything with residents that do not exist",
    "Limits": "What a key may send",
}


def document() -> dict[str, Any]:
    """OpenAPI 3.1, with our headers and problem documents where the rules want them."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix="")
    found["info"] |= {
        "contact": {
            "name": "Oogopslag",
            "email": "api@oogopslag.example",
            "url": "https://oogopslag.example/api",
        },
        "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    }
    found["servers"] = [{"url": f"{settings.BASE_URL}/api/v1", "description": "This deployment"}]
    found["security"] = [{"key": []}, {"oauth2": []}]
    problem = ProblemDocument.model_json_schema(ref_template=REF_TEMPLATE)
    found["components"]["schemas"] |= problem.pop("$defs") | {"ProblemDocument": problem}
    found["components"]["securitySchemes"] = _security()
    found["components"]["headers"] = {
        "API-Version": {
            "description": "The whole version of this API",
            "schema": {"type": "string", "examples": [found["info"]["version"]]},
        }
    }
    for operations in found["paths"].values():
        for operation in operations.values():
            _finish(operation)
    used = {tag for item in found["paths"].values() for one in item.values() for tag in one["tags"]}
    found["tags"] = [{"name": n, "description": d} for n, d in _TAGS.items() if n in used]
    return found


def _finish(operation: dict[str, Any]) -> None:
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in _ALWAYS.items():
        answers.setdefault(status, {"description": description})
    for status, answer in answers.items():
        answer["headers"] = {"API-Version": _VERSION, **answer.get("headers", {})}
        if status >= "400":
            answer["content"] = _PROBLEM
    operation["responses"] = dict(sorted(answers.items()))


def _security() -> dict[str, Any]:
    scopes: dict[str, str] = {}
    return {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key made on the page for connections.",
        },
        "oauth2": {
            "type": "oauth2",
            "description": "Client credentials: secret, private_key_jwt or client certificate.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": f"{settings.BASE_URL}/oauth/token",
                    "scopes": scopes,
                }
            },
        },
    }


@everyone
@require_safe
def openapi(request: HttpRequest) -> Any:
    """The document, for everybody and from every origin."""
    answer = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return for_machines(answer)


urlpatterns: list[URLPattern] = [path("api/v1/openapi.json", openapi, name="api_openapi")]
