"""A stand-in for ClamAV's daemon that speaks its real protocol (clamd(8), INSTREAM) on loopback."""

import socketserver
import struct
import threading
from typing import Self

# The test file of the European Institute for Computer Antivirus Research, in two parts so that
# no scanner takes this source for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Finds EICAR and whatever `signatures` holds; `broken` makes it answer with an error."""

    def __init__(self) -> None:
        self.signatures = {EICAR: "Win.Test.EICAR_HDB-1"}
        self.broken = False
        self.seen: list[bytes] = []
        clamd = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                assert self.rfile.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", self.rfile.read(4))[0]:
                    content += self.rfile.read(size)
                clamd.seen.append(content)
                self.wfile.write(clamd.verdict(content) + b"\0")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    def verdict(self, content: bytes) -> bytes:
        if self.broken:
            return b"INSTREAM size limit exceeded. ERROR"
        found = next((name for part, name in self.signatures.items() if part in content), None)
        return f"stream: {found} FOUND".encode() if found else b"stream: OK"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
