"""Stands in for the push service of Chromium, on loopback: so that push is tested without internet.

Chromium checks in (HTTP), registers (HTTP) and keeps a TLS connection open on which messages come
(MCS, length-delimited protocol buffers). What an application posts to the endpoint goes, still
encrypted, to the browser over that connection. Only what one subscription needs is here.
"""

import ssl
import struct
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qsl, unquote

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LOGIN_REQUEST, LOGIN_RESPONSE, DATA, PING, ACK, CLOSE = 2, 3, 8, 0, 1, 4
VERSION = 41


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number: int, value: bytes | str | int) -> bytes:
    """One field of a protocol buffer: text and bytes with their length, whole numbers as varint."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def checked_in() -> bytes:
    """AndroidCheckinResponse: stats_ok, android_id (7) and security_token (8) as fixed 64 bits."""
    return field(1, 1) + b"\x39" + struct.pack("<Q", 1 << 62) + b"\x41" + struct.pack("<Q", 1 << 40)


def certificate(folder: Path) -> Path:
    """A key and a certificate for localhost of one day, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "localhost.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


class ChromiumPush:
    """Both servers; `arguments` make a Chromium use them, `close` ends them."""

    def __init__(self) -> None:
        self.registered: dict[str, dict[str, str]] = {}
        self.mail: dict[str, bytes] = {}
        """What no browser has confirmed yet, by persistent id, as the real service keeps it."""
        self.open: list[SimpleQueue[bytes]] = []
        self.names = count()
        self.folder = tempfile.TemporaryDirectory()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate(Path(self.folder.name)))
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._http())
        self.mcs = Connections(("127.0.0.1", 0), self._mcs())
        self.threads = [
            threading.Thread(target=server.serve_forever) for server in (self.http, self.mcs)
        ]
        for thread in self.threads:
            thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    @property
    def arguments(self) -> list[str]:
        return [
            f"--gcm-checkin-url={self.address}/checkin",
            f"--gcm-registration-url={self.address}/register",
            f"--gcm-mcs-endpoint=https://localhost:{self.mcs.server_address[1]}",
            "--ignore-certificate-errors",
        ]

    def close(self) -> None:
        for server in (self.http, self.mcs):
            server.shutdown()
            server.server_close()
        for thread in self.threads:
            thread.join()
        self.folder.cleanup()

    def deliver(self, token: str, body: bytes) -> int:
        """Hands an encrypted message to the browser; the status the application gets."""
        if (registration := self.registered.get(token)) is None:
            return 410
        extra = {"subtype": registration["X-subtype"], "content-encoding": "aes128gcm"}
        message = field(3, registration["sender"]) + field(5, registration["app"])
        for key, value in extra.items():
            message += field(7, field(1, key) + field(2, value))
        name = f"p{time.monotonic_ns()}"
        message += field(9, name) + field(21, body)
        self.mail[name] = bytes([DATA]) + varint(len(message)) + message
        for waiting in list(self.open):
            waiting.put(self.mail[name])
        return 201

    def _answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        if path.startswith("/checkin"):
            return 200, checked_in()
        if path.startswith("/register"):
            token = f"token{next(self.names)}:APA91b"
            self.registered[token] = dict(parse_qsl(body.decode()))
            return 200, f"token={token}".encode()
        return self.deliver(unquote(path.rsplit("/", 1)[1]), body), b""

    def _http(self) -> type[BaseHTTPRequestHandler]:
        answer = self._answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, content = answer(self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _mcs(self) -> type[BaseRequestHandler]:
        context, connections, mail = self.context, self.open, self.mail

        class Handler(BaseRequestHandler):
            def handle(self) -> None:
                try:
                    with context.wrap_socket(self.request, server_side=True) as connection:
                        converse(connection, connections, mail)
                except (OSError, EOFError):
                    return  # the browser went away

        return Handler


class Connections(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def converse(
    connection: ssl.SSLSocket,
    connections: list["SimpleQueue[bytes]"],
    mail: dict[str, bytes],
) -> None:
    """Greets, hands over what waits, and answers heartbeats until the browser closes.

    A browser may drop its connection and make a new one at any moment; it then says which messages
    it had, and gets the others again. One thread reads and writes: OpenSSL allows no other way.
    """
    waiting: SimpleQueue[bytes] = SimpleQueue()
    try:
        _converse(connection, connections, mail, waiting)
    finally:
        if waiting in connections:
            connections.remove(waiting)


def _converse(
    connection: ssl.SSLSocket,
    connections: list["SimpleQueue[bytes]"],
    mail: dict[str, bytes],
    waiting: "SimpleQueue[bytes]",
) -> None:
    read_exactly(connection, 1)
    while True:
        while not waiting.empty():
            connection.sendall(waiting.get())
        if not connection.pending() and not select([connection], [], [], 0.05)[0]:
            continue
        kind = read_exactly(connection, 1)[0]
        body = read_exactly(connection, size_of(connection))
        if kind == LOGIN_REQUEST:
            for name in [name for name in mail if field(10, name) in body]:
                del mail[name]
            hello = field(1, "chrome-1") + field(8, int(time.time() * 1000))
            connection.sendall(bytes([VERSION, LOGIN_RESPONSE]) + varint(len(hello)) + hello)
            connections.append(waiting)
            for message in list(mail.values()):
                waiting.put(message)
        elif kind == PING:
            connection.sendall(bytes([ACK]) + varint(0))
        elif kind == CLOSE:
            return


def read_exactly(connection: ssl.SSLSocket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = connection.recv(size - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def size_of(connection: ssl.SSLSocket) -> int:
    """The varint that stands before each message."""
    size, shift = 0, 0
    while True:
        byte = read_exactly(connection, 1)[0]
        size |= (byte & 127) << shift
        if byte < 128:
            return size
        shift += 7
