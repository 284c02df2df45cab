"""A light client for steady rates: what it costs must not be taken for what the server costs."""

import asyncio
import time
from collections.abc import Mapping


class Line:
    """One kept-alive connection to 127.0.0.1; a request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, bytes]:
        """Status and body. Raises OSError when the other side closes half-way."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        reader = self.reader
        lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"content-length: {len(body)}")
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
        try:
            return await answer(reader)
        except (asyncio.IncompleteReadError, ValueError) as error:
            self.close()
            raise OSError(f"the answer broke off: {error}") from error

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of one answer with a length or in chunks."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" not in head:
        length = head.partition("content-length:")[2].split("\r\n", 1)[0]
        return status, await reader.readexactly(int(length or 0))
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readline()
    return status, b"".join(parts)


class Client:
    """At most `connections` lines; who finds none free waits, and the waiting counts."""

    def __init__(self, port: int, connections: int = 64) -> None:
        self.free: asyncio.LifoQueue[Line] = asyncio.LifoQueue()
        for _ in range(connections):
            self.free.put_nowait(Line(port))

    async def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, bytes]:
        """Status and body; status 0 when no answer came."""
        line = await self.free.get()
        try:
            return await asyncio.wait_for(line.send(method, path, headers, body), timeout=30)
        except OSError as error:
            line.close()
            return 0, str(error).encode()
        finally:
            self.free.put_nowait(line)

    def close(self) -> None:
        while not self.free.empty():
            self.free.get_nowait().close()


async def on_schedule(begin: float, number: int, rate: float) -> float:
    """Waits for the moment at which request `number` is due; gives that moment."""
    due = begin + number / rate
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    return due
