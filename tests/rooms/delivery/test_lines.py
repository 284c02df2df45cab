"""One line to the mail server for a batch: no mail suffers from the one before it."""

import socketserver
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail.utils import DNS_NAME
from tests.rooms.delivery.helpers import configured, told
from tests.rooms.standins import _Server

from oogopslag.delivery import actions
from oogopslag.delivery.adapters import lines
from oogopslag.delivery.models import OutboxRow
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


class Counting(_Server):
    """SMTP that counts its lines, refuses one address, and closes a line after so many mails."""

    def __init__(self, most: int = 1_000) -> None:
        self.lines, self.mails, self.refuses = 0, [], "never@example.nl"
        mail = self

        class Handler(socketserver.StreamRequestHandler):
            def line(self, text: str) -> None:
                self.wfile.write(text.encode() + b"\r\n")

            def handle(self) -> None:
                mail.lines += 1
                taken, to = 0, ""
                self.line("220 test")
                while command := self.rfile.readline().decode().strip():
                    verb = command.split(" ")[0].upper()
                    if verb == "RCPT":
                        to = command.partition("<")[2].partition(">")[0]
                        self.line("550 no such user" if to == mail.refuses else "250 OK")
                    elif verb == "MAIL" and taken == most:
                        self.line("421 enough on this line")
                        return
                    elif verb == "DATA":
                        self.line("354 go on")
                        while self.rfile.readline() != b".\r\n":
                            pass
                        mail.mails.append(to)
                        taken += 1
                        self.line("250 taken")
                    elif verb == "QUIT":
                        self.line("221 bye")
                        return
                    else:
                        self.line("250 OK")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.start()


@pytest.fixture
def three(suzanne: Any, joke: Any) -> list[Any]:
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    people.wish(joke, "email", address="never@example.nl", agreed=True)
    return [suzanne, joke, suzanne]


@pytest.fixture(params=[1_000, 1])
def server(request: Any, settings: Any) -> Iterator[Counting]:
    str(DNS_NAME)  # looks up our own name once: without a name server that takes seconds
    with Counting(most=request.param) as found:
        configured(settings, email_url=f"smtp://127.0.0.1:{found.port}")
        found.most = request.param  # type: ignore[attr-defined]
        yield found


def test_a_batch_goes_over_one_line_and_a_refused_mail_takes_none_with_it(
    server: Any, three: list[Any]
) -> None:
    for one in three * 2:
        told(one)
    done = actions.deliver_due()
    assert (done.sent, done.failed) == (4, 2)
    assert sorted(server.mails) == ["s@example.nl"] * 4
    states = sorted(OutboxRow.objects.filter(channel="email").values_list("state", flat=True))
    assert states == ["failed", "failed", "sent", "sent", "sent", "sent"]
    assert server.lines == 1 if server.most > 1 else server.lines > 1


def test_the_line_is_closed_after_the_batch(server: Any, three: list[Any]) -> None:
    told(three[0])
    actions.deliver_due()
    assert lines._kept.line is None
    told(three[0])
    assert actions.deliver_due().sent == 1
    assert server.lines == 2
