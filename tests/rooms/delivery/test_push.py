"""Web push: really encrypted, really posted, without content, and never to just any address."""

import base64
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from tests import builders

from oogopslag.delivery import actions, devices, queries, webpush
from oogopslag.delivery.errors import InvalidSubscription
from oogopslag.delivery.models import DemoMail, Device, OutboxRow
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db
HOSTS = "fcm.googleapis.com,.push.apple.com"


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


class Browser:
    """The receiving side of RFC 8291, written from its section 3.4."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen letters!"
        self.point = self.key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    def read(self, body: bytes) -> bytes:
        salt, size, sender = body[:16], body[20], body[21 : 21 + body[20]]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.key.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\x00" + self.point + sender
        both = self._derived(self.secret, info, 32, shared)
        key = self._derived(salt, b"Content-Encoding: aes128gcm\x00", 16, both)
        nonce = self._derived(salt, b"Content-Encoding: nonce\x00", 12, both)
        plain = AESGCM(key).decrypt(nonce, body[21 + size :], None)
        assert plain.endswith(b"\x02")
        return plain[:-1]

    @staticmethod
    def _derived(salt: bytes, info: bytes, length: int, secret: bytes) -> bytes:
        return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class PushService:
    """A push service on loopback; `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 201
        self.posts: list[tuple[str, dict[str, str], bytes]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.posts.append((self.path, dict(self.headers), body))
                self.send_response(service.status)
                if 300 <= service.status < 400:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def service() -> Iterator[PushService]:
    found = PushService()
    yield found
    found.close()


def device(resident, service: PushService, browser: Browser, name: str = "phone") -> Device:  # type: ignore[no-untyped-def]
    """As after pressing the button; the address is on loopback, which the button's door refuses."""
    devices.add(
        resident,
        endpoint=f"https://fcm.googleapis.com/fcm/send/{name}",
        p256dh=text(browser.point),
        auth=text(browser.secret),
        name=name,
    )
    Device.objects.filter(name=name).update(endpoint=f"{service.address}/{name}")
    return Device.objects.get(name=name)


def state(channel: str = "push") -> str:
    return OutboxRow.objects.filter(channel=channel).latest("id").state


def test_a_push_says_where_it_opens_and_nothing_else(suzanne, service, settings) -> None:  # type: ignore[no-untyped-def]
    browser = Browser()
    device(suzanne, service, browser)
    case = builders.case(suzanne)
    actions.deliver_due()
    ((path, headers, body),) = service.posts
    assert path == "/phone"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert int(headers["TTL"]) > 0
    assert json.loads(browser.read(body)) == {
        "opens": f"/berichten/{case.thread}/",
        "language": "nl",
    }
    assert state() == OutboxRow.SENT


def test_the_push_service_can_check_who_we_are(suzanne, service, settings) -> None:  # type: ignore[no-untyped-def]
    device(suzanne, service, Browser())
    builders.case(suzanne)
    actions.deliver_due()
    scheme, _, rest = service.posts[0][1]["Authorization"].partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, fields["k"]) == ("vapid", queries.push_key())
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(fields["k"]))
    claims = jwt.decode(fields["t"], key, algorithms=["ES256"], audience=service.address)
    assert claims["sub"].startswith("mailto:")


def test_the_letter_follows_a_push_that_goes_unread(suzanne, service, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    device(suzanne, service, Browser())
    builders.case(suzanne)
    actions.deliver_due()
    assert len(service.posts) == 1
    assert actions.climb() == 0, "not before its patience ends"
    moment = timezone.now() + timedelta(hours=13)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert actions.climb() == 1
    actions.deliver_due()
    assert DemoMail.objects.get().channel == "letter"


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(suzanne, service, status: int) -> None:  # type: ignore[no-untyped-def]
    device(suzanne, service, Browser())
    service.status = status
    builders.case(suzanne)
    actions.deliver_due()
    assert state() == OutboxRow.SKIPPED
    assert state("letter") == OutboxRow.WAITING, "the next rung goes at once"
    assert not Device.objects.exists()


@pytest.mark.parametrize("status", [302, 403, 429, 500])
def test_a_push_service_that_refuses_is_asked_again_later(suzanne, service, status: int) -> None:  # type: ignore[no-untyped-def]
    device(suzanne, service, Browser())
    service.status = status
    builders.case(suzanne)
    actions.deliver_due()
    assert state() == OutboxRow.LATER
    assert str(status) in OutboxRow.objects.get(channel="push").reason
    assert [path for path, *_ in service.posts] == ["/phone"], "a redirect must not be followed"


def test_a_push_service_that_is_down_is_asked_again_later(suzanne, service) -> None:  # type: ignore[no-untyped-def]
    row = device(suzanne, service, Browser())
    row.endpoint = "http://127.0.0.1:9/nobody-listens"
    row.save()
    builders.case(suzanne)
    actions.deliver_due()
    assert state() == OutboxRow.LATER
    assert OutboxRow.objects.get(channel="push").reason == "push service: ConnectError"


def test_the_last_device_that_stops_ends_the_agreement(suzanne, service) -> None:  # type: ignore[no-untyped-def]
    first = device(suzanne, service, Browser(), "phone")
    second = device(suzanne, service, Browser(), "laptop")
    devices.remove(suzanne, first.id)
    builders.case(suzanne)
    actions.deliver_due()
    assert [path for path, *_ in service.posts] == ["/laptop"]
    devices.remove(suzanne, second.id)
    assert not any(w.agreed for w in people.wishes(suzanne) if w.channel == "push")


def test_nobody_stops_anothers_device(suzanne, joke, service) -> None:  # type: ignore[no-untyped-def]
    row = device(suzanne, service, Browser())
    devices.remove(joke, row.id)
    assert Device.objects.filter(id=row.id).exists()


def test_a_browser_that_changes_hands_tells_the_last_one_only(suzanne, joke, service) -> None:  # type: ignore[no-untyped-def]
    browser = Browser()
    device(suzanne, service, browser)
    device(joke, service, browser)
    assert list(Device.objects.values_list("resident_id", flat=True)) == [joke.id]


GOOD = (text(Browser().point), text(b"sixteen letters!"))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://notpush.apple.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://me:you@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:port/x",
        "https://[fcm.googleapis.com/x",
        "",
    ],
)
def test_no_browser_makes_us_call_another_machine(endpoint: str) -> None:
    with pytest.raises(InvalidSubscription):
        webpush.checked(endpoint, *GOOD, HOSTS)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", GOOD[1]), (GOOD[0], ""), ("é", GOOD[1]), (text(b"\x04" * 65), GOOD[1]), (GOOD[0], "AA")],
    ids=["no key", "no secret", "no base64", "not on the curve", "short secret"],
)
def test_keys_that_cannot_be_used_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(InvalidSubscription):
        webpush.checked("https://web.push.apple.com/x", p256dh, auth, HOSTS)


def test_a_subdomain_that_is_listed_is_accepted() -> None:
    webpush.checked("https://web.push.apple.com/x", *GOOD, HOSTS)


def test_a_key_from_a_pem_file_is_read() -> None:
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    plain = text(key.private_numbers().private_value.to_bytes(32))
    assert webpush.public_key(pem) == webpush.public_key(plain)
