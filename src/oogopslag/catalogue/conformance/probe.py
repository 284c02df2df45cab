"""Asks one question of a contract and notes what does not fit."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx

from oogopslag.catalogue.conformance.report import Finding
from oogopslag.core.contract import Contract, Operation, check

LARGEST = 8 * 1024 * 1024
MOST = 8
"""How many breaches of one answer are told; a list with one fault repeats it in every row."""


class Stopped(Exception):
    """No answer at all: there is nothing more to test."""


class Probe:
    """Notes findings while it asks."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self.client, self.url = client, url.rstrip("/")
        self.findings: list[Finding] = []

    def ask(
        self,
        contract: Contract,
        operation: str,
        *,
        status: int | tuple[int, ...],
        why: str = "",
        path: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The body of the answer when the status is as expected, else None. Raises Stopped."""
        one = contract.operations[operation]
        expected = (status,) if isinstance(status, int) else status
        step = f"{one.method} {one.path}" + (f" ({why})" if why else "")
        answer, content = self._send(
            contract, one, path=path or {}, params=params, body=body, headers=headers
        )
        if answer.status_code not in expected:
            wanted = " or ".join(map(str, expected))
            what, mend = f"answers {answer.status_code}, not {wanted}", f"Answer {wanted} here."
            self._breaks(contract, one.line, step, what=what, mend=mend)
            return None
        return self._fits(contract, one, step=step, answer=answer, content=content)

    def untested(self, contract: Contract, operation: str, why: str) -> None:
        one = contract.operations[operation]
        self.findings.append(
            Finding(
                step=f"{one.method} {one.path}",
                result="untested",
                line=contract.place(one.line),
                what=why,
            )
        )

    def demand(
        self,
        contract: Contract,
        operation: str,
        step: str,
        *,
        holds: bool,
        what: str,
        mend: str,
    ) -> None:
        """A rule beside the types: about order, safety or meaning."""
        line = contract.operations[operation].line
        if holds:
            self.findings.append(Finding(step=step, result="fits", line=contract.place(line)))
        else:
            self._breaks(contract, line, step, what=what, mend=mend)

    def _send(
        self,
        contract: Contract,
        one: Operation,
        *,
        path: Mapping[str, str],
        params: Mapping[str, str] | None,
        body: Any,
        headers: Mapping[str, str] | None,
    ) -> tuple[httpx.Response, bytes]:
        place = one.path.format(**path)
        url = "/".join(part.strip("/") for part in (self.url, contract.base, place) if part)
        if params:
            url += "?" + urlencode(params)
        try:
            with self.client.stream(
                one.method, url, json=body, headers=dict(headers or {})
            ) as response:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > LARGEST:
                        raise Stopped(f"The answer of {one.path} is larger than 8 MB.")
                return response, bytes(content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Stopped(f"No answer from {self.url}: {type(error).__name__}.") from None

    def _fits(
        self,
        contract: Contract,
        one: Operation,
        *,
        step: str,
        answer: httpx.Response,
        content: bytes,
    ) -> Any:
        kind = one.answers.get(answer.status_code)
        before = len(self.findings)
        data = None
        if kind is not None and kind.base not in ("none", "file"):
            self._media_type(contract, one, step, answer)
            try:
                data = json.loads(content)
            except (ValueError, RecursionError):
                self._breaks(
                    contract,
                    one.line,
                    step,
                    what="the body is no JSON",
                    mend="Send whole, valid JSON.",
                )
                return None
            for breach in check(contract, kind, data, strict=False)[:MOST]:
                what = f"{breach.place} {breach.what}"
                self._breaks(contract, breach.line or one.line, step, what=what, mend=breach.mend)
        if len(self.findings) == before:
            self.findings.append(
                Finding(step=step, result="fits", line=contract.place(one.line),
                        what=str(answer.status_code))
            )  # fmt: skip
        return data

    def _media_type(
        self, contract: Contract, one: Operation, step: str, answer: httpx.Response
    ) -> None:
        wanted = "application/problem+json" if answer.status_code >= 400 else "json"
        given = answer.headers.get("content-type", "nothing").partition(";")[0]
        if wanted not in given:
            mend = f"Send {'application/json' if wanted == 'json' else wanted}."
            self._breaks(contract, one.line, step, what=f"content-type is {given}", mend=mend)

    def _breaks(self, contract: Contract, line: int, step: str, *, what: str, mend: str) -> None:
        self.findings.append(
            Finding(step=step, result="breaks", line=contract.place(line), what=what, mend=mend)
        )
