"""A demo twin of a provider of MijnTaken 0.1.0; it says in every answer that it is one."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx

SAYS = {"X-Twin": "This is a demo twin, not a system of any organisation.", "API-Version": "0.1.0"}
Tasks = Callable[[], tuple[tuple[str, dict[str, Any]], ...]]
"""(BSN or klantId, task) of everybody it knows."""


class TakenTwin:
    """Answers as the contract asks: a token, a klantId, and every refusal a problem document."""

    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks

    def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            return problem(401, "Er is geen token meegestuurd.")
        path = request.url.path
        if request.method == "POST" and path.endswith("/context/zoek"):
            return self._search(body)
        if request.method == "GET" and "/taken/" in path:
            return self._one(path.rsplit("/", 1)[1])
        return problem(404, "Dit adres is er niet.")

    def _search(self, body: bytes) -> httpx.Response:
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            return problem(400, "Dit is geen JSON.")
        who = sent.get("klantId") if isinstance(sent, Mapping) else None
        if not isinstance(who, str) or not who:
            return problem(400, "Het veld klantId ontbreekt.")
        wanted = sent.get("include") or []
        if wanted and "taken" not in wanted:
            return httpx.Response(200, json={}, headers=SAYS)
        about = sent.get("contextId")
        mine = [_info(task) for key, task in self.tasks() if key == who and _about(task, about)]
        return httpx.Response(200, json={"taken": mine}, headers=SAYS)

    def _one(self, key: str) -> httpx.Response:
        for _, task in self.tasks():
            if task["uuid"] == key:
                return httpx.Response(200, json=_whole(task), headers=SAYS)
        return problem(404, "Deze taak is er niet.")


def _info(task: Mapping[str, Any]) -> dict[str, Any]:
    """A task in a list: of how to carry it out only the type and where it can always be done."""
    doing = {name: task["uitvoering"][name] for name in ("type", "fallbackUrl")}
    return {**task, "uitvoering": doing}


def _whole(task: Mapping[str, Any]) -> dict[str, Any]:
    """One task: with where it is sent to, for the types that a portal may carry out itself."""
    doing = dict(task["uitvoering"])
    if doing.get("type") in ("upload", "formulier"):
        doing.setdefault("submitUrl", f"{doing['fallbackUrl']}/indienen")
    return {**task, "uitvoering": doing}


def _about(task: Mapping[str, Any], context: Any) -> bool:
    return not context or task.get("context", {}).get("urn") == context


def problem(status: int, title: str) -> httpx.Response:
    """A problem document (RFC 9457)."""
    data = {"type": "about:blank", "title": title, "status": status, "detail": title}
    headers = {**SAYS, "content-type": "application/problem+json"}
    return httpx.Response(status, content=json.dumps(data).encode(), headers=headers)
