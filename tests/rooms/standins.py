"""Stand-ins on loopback that speak real protocols: a mail server, a provider of SMS."""

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import jwt


class _Server:
    server: Any

    def start(self) -> None:
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class MailServer(_Server):
    """SMTP (RFC 5321), as far as handing over one mail needs; `says` answers RCPT TO."""

    def __init__(self) -> None:
        self.says = "250 OK"
        self.greets, self.takes_us = "220 test", "250 OK"  # before, and as answer to MAIL FROM
        self.mails: list[str] = []
        mail = self

        class Handler(socketserver.StreamRequestHandler):
            def line(self, text: str) -> None:
                self.wfile.write(text.encode() + b"\r\n")

            def handle(self) -> None:
                self.line(mail.greets)
                while command := self.rfile.readline().decode().strip():
                    verb = command.split(" ")[0].upper()
                    if verb == "RCPT":
                        self.line(mail.says)
                    elif verb == "MAIL":
                        self.line(mail.takes_us)
                    elif verb == "DATA":
                        self.line("354 go on")
                        mail.mails.append(self.body())
                        self.line("250 taken")
                    elif verb == "QUIT":
                        self.line("221 bye")
                        return
                    else:
                        self.line("250 OK")

            def body(self) -> str:
                lines = []
                while (line := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(line)
                return "".join(lines)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.start()


class SmsProvider(_Server):
    """The API of GOV.UK Notify (v2) for SMS; `status` is what it answers, `fate` what became."""

    SECRET = "a secret of thirty-two characters!"

    def __init__(self) -> None:
        self.status, self.fate = 201, "delivered"
        self.answers = True  # False: what is posted is read, and the line goes dead
        self.sent: list[dict[str, Any]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.known()
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if provider.status == 201:
                    provider.sent.append(body)
                if not provider.answers:
                    self.close_connection = True
                    return
                self.answer(provider.status, {"id": f"n{len(provider.sent)}"})

            def do_GET(self) -> None:
                self.known()
                _path, _mark, reference = self.path.partition("?reference=")
                rows = [{"id": "n1"} for one in provider.sent if one["reference"] == reference]
                self.answer(200, {"status": provider.fate, "notifications": rows})

            def known(self) -> None:
                token = self.headers["Authorization"].removeprefix("Bearer ")
                claims = jwt.decode(token, provider.SECRET, algorithms=["HS256"])
                assert claims["iss"] == "service"

            def answer(self, status: int, body: dict[str, Any]) -> None:
                raw = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.start()

    @property
    def address(self) -> str:
        secret = self.SECRET.replace(" ", "%20")
        return f"notify+http://service:{secret}@127.0.0.1:{self.port}/?sms=template"
