"""A small HTTP server on the loopback: a twin over the wire, or a system that misbehaves."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Handler = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def served(answer: Handler, certificate: Path | None = None) -> Iterator[str]:
    """Gives the address; `answer` writes the response on the handler it gets."""

    class One(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            try:
                answer(self, self.rfile.read(length))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _do

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), One)
    server.daemon_threads = True
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(
    status: int, body: bytes = b"{}", media: str = "application/json", **headers: str
) -> Handler:
    """The same answer to everything; header names with underscores for dashes."""

    def answer(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(status)
        handler.send_header("content-type", media)
        handler.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drips(every: float = 0.05) -> Handler:
    """Never ready: one byte of a header at a time, so that no read times out by itself."""

    def answer(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        for _number in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(every)

    return answer


def huge(megabytes: int = 30) -> Handler:
    """A body without an announced length that does not end soon."""

    def answer(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.end_headers()
        for _number in range(megabytes):
            handler.wfile.write(b"[" * 1024 * 1024)

    return answer
