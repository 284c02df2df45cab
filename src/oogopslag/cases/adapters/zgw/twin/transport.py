"""Reaches a twin without a network, from asynchronous and from plain code."""

import asyncio

import httpx

from oogopslag.cases.adapters.zgw.twin.server import ZgwTwin


class TwinTransport(httpx.AsyncBaseTransport, httpx.BaseTransport):
    """`delay` in seconds makes a slow register of it."""

    def __init__(self, twin: ZgwTwin, *, delay: float = 0.0) -> None:
        self.twin, self.delay = twin, delay

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.delay:
            await asyncio.sleep(self.delay)
        return self._answer(request, await request.aread())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request, request.read())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = self.twin.answer(request.method, str(request.url), headers, body)
        return httpx.Response(
            reply.status, content=reply.body, headers=reply.headers, request=request
        )
