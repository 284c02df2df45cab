"""Who may call the API: keys, tokens, signed assertions and certificates, good and bad."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import Machine, machine

from oogopslag.people import actions as people
from oogopslag.people.models import Call
from oogopslag.people.models import Client as Row

pytestmark = pytest.mark.django_db
LIMITS = "/api/v1/limits"


def problem(answer) -> str:  # type: ignore[no-untyped-def]
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["detail"].endswith(".")
    return str(document["type"].removeprefix("urn:oogopslag:problem:"))


def signed_up(name: str = "veenstad") -> tuple[str, str]:
    """A certificate (PEM) and its private key (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return made.public_bytes(Encoding.PEM).decode(), private


def test_a_good_key_comes_in_and_every_answer_names_the_version(veenstad: Machine) -> None:
    answer = veenstad.get(LIMITS)
    assert answer.status_code == 200
    assert answer.json()["bulkItems"] == 500
    assert answer["API-Version"] == "1.0.0"
    assert answer["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_without_a_key_a_problem_document_says_what_to_do(world: None) -> None:
    answer = Client().get(LIMITS)
    assert (answer.status_code, problem(answer)) == (401, "no-key")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["API-Version"] == "1.0.0"


@pytest.mark.parametrize("key", ["", "x", "oog_test", "oog_test_1_2", f"oog_test_{'0' * 32}_x"])
def test_a_wrong_key_is_refused(world: None, key: str) -> None:
    answer = Client().get(LIMITS, headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 401
    assert problem(answer) in {"wrong-key", "no-key"}


def test_the_secret_of_one_key_opens_no_other(veenstad: Machine, toeslagen: Machine) -> None:
    stolen = toeslagen.key.rsplit("_", 1)[0] + "_" + veenstad.key.split("_", 3)[3]
    veenstad.key = stolen
    assert problem(veenstad.get(LIMITS)) == "wrong-key"


def test_an_expired_key_is_refused(veenstad: Machine) -> None:
    Row.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert problem(veenstad.get(LIMITS)) == "expired-key"


def test_a_revoked_key_is_refused_at_once_and_so_is_its_token(veenstad: Machine) -> None:
    token = people.token_for(veenstad.client)
    assert Client().get(LIMITS, headers={"authorization": f"Bearer {token}"}).status_code == 200
    developer = builders.staff("develop", organisation="gemeente-veenstad", name="Sanne Kok")
    assert people.revoke_client(veenstad.client.organisation, veenstad.client.id, developer)
    assert problem(veenstad.get(LIMITS)) == "revoked-key"
    refused = Client().get(LIMITS, headers={"authorization": f"Bearer {token}"})
    assert problem(refused) == "revoked-key"


def test_a_secret_gives_a_token_that_ends_after_fifteen_minutes(
    veenstad: Machine, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    _kind, _name, secret = veenstad.key.split("_", 3)[1:]
    answer = Client().post(
        "/oauth/token",
        {
            "grant_type": "client_credentials",
            "client_id": str(veenstad.client.id),
            "client_secret": secret,
        },
    )
    assert answer.json()["expires_in"] == 900
    veenstad.key = answer.json()["access_token"]
    assert veenstad.get(LIMITS).status_code == 200
    past = timezone.now() - timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: past)
    veenstad.key = people.token_for(veenstad.client)
    monkeypatch.undo()
    assert problem(veenstad.get(LIMITS)) == "expired-key"


def test_a_token_somebody_made_themselves_is_refused(veenstad: Machine) -> None:
    now = int(time.time())
    claims = {"iss": "http://localhost:8000", "aud": "http://localhost:8000/api", "exp": now + 60,
              "sub": str(veenstad.client.id)}  # fmt: skip
    for forged in (
        jwt.encode(claims, "x" * 32, algorithm="HS256"),
        jwt.encode(claims, None, algorithm="none"),
    ):
        veenstad.key = forged
        assert problem(veenstad.get(LIMITS)) == "wrong-key"


def test_a_signed_assertion_is_good_for_one_token_only(veenstad: Machine, settings) -> None:  # type: ignore[no-untyped-def]
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Row.objects.filter(id=veenstad.client.id).update(public_key=public.decode())

    def token(**other: object) -> object:
        claims = {
            "iss": str(veenstad.client.id),
            "sub": str(veenstad.client.id),
            "aud": f"{settings.BASE_URL}/oauth/token",
            "exp": int(time.time()) + 60,
            "jti": str(uuid4()),
        } | other
        assertion = jwt.encode(claims, key, algorithm="ES256")
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion,
        }
        return Client().post("/oauth/token", form)

    assert token(jti="one").status_code == 200  # type: ignore[attr-defined]
    again = token(jti="one")
    assert again.status_code == 401  # type: ignore[attr-defined]
    assert "jti" in again.json()["error_description"]  # type: ignore[attr-defined]
    for wrong in (
        {"aud": "https://elsewhere.example/token"},
        {"exp": int(time.time()) - 5},
        {"exp": int(time.time()) + 86_400},
        {"iss": str(uuid4())},
    ):
        assert token(**wrong).status_code == 401, wrong  # type: ignore[attr-defined]


def test_with_a_certificate_key_and_token_work_only_over_mutual_tls(
    veenstad: Machine, settings
) -> None:  # type: ignore[no-untyped-def]
    pem, _private = signed_up()
    settings.CONFIG = replaced(settings, trusted_proxies="127.0.0.1")
    thumbprint = x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256()).hex()
    Row.objects.filter(id=veenstad.client.id).update(certificate=thumbprint)
    shown = {"x-client-cert": quote(pem)}
    assert problem(veenstad.get(LIMITS)) == "certificate-needed"
    assert veenstad.get(LIMITS, **shown).status_code == 200
    form = {"grant_type": "client_credentials", "client_id": str(veenstad.client.id)}
    assert Client().post("/oauth/token", form).status_code == 401
    veenstad.key = Client().post("/oauth/token", form, headers=shown).json()["access_token"]
    assert veenstad.get(LIMITS, **shown).status_code == 200
    assert problem(veenstad.get(LIMITS)) == "certificate-needed"
    other, _private = signed_up("somebody else")
    stolen = veenstad.get(LIMITS, **{"x-client-cert": quote(other)})
    assert problem(stolen) == "certificate-needed"


def test_a_certificate_header_from_anywhere_else_is_not_believed(
    veenstad: Machine, settings
) -> None:  # type: ignore[no-untyped-def]
    pem, _private = signed_up()
    settings.CONFIG = replaced(settings, trusted_proxies="10.0.0.1")
    thumbprint = x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256()).hex()
    Row.objects.filter(id=veenstad.client.id).update(certificate=thumbprint)
    answer = veenstad.get(LIMITS, **{"x-client-cert": quote(pem)})
    assert problem(answer) == "certificate-needed"


def test_a_key_that_asks_too_much_hears_when_it_may_again(veenstad: Machine, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replaced(settings, client_rate=3)
    assert [veenstad.get(LIMITS).status_code for _ in range(3)] == [200, 200, 200]
    refused = veenstad.get(LIMITS)
    assert problem(refused) == "too-many"
    assert 0 < int(refused["Retry-After"]) <= 21
    assert machine("test").get(LIMITS).status_code == 200  # another key has a bucket of its own


def test_an_address_or_method_that_does_not_exist_is_a_problem_document(veenstad: Machine) -> None:
    assert problem(veenstad.get("/api/v1/nothing")) == "not-found"
    assert problem(veenstad.get("/api/v1/limits/")) == "not-found"
    refused = veenstad.ask("DELETE", LIMITS)
    assert (refused.status_code, problem(refused)) == (405, "method-not-allowed")
    assert refused["Allow"] == "GET"


def test_the_log_of_a_test_key_holds_every_call_and_of_a_normal_key_the_refused(
    veenstad: Machine, tester: Machine
) -> None:
    for one in (veenstad, tester):
        one.get(LIMITS)
        one.ask("DELETE", LIMITS)
    lines = [(c.client_id, c.status, c.problem) for c in Call.objects.order_by("id")]
    assert lines == [
        (veenstad.client.id, 405, "method-not-allowed"),
        (tester.client.id, 200, ""),
        (tester.client.id, 405, "method-not-allowed"),
    ]


def test_only_a_hash_of_the_key_is_kept(veenstad: Machine) -> None:
    secret = veenstad.key.split("_", 3)[3]
    row = Row.objects.filter(id=veenstad.client.id).values().get()
    assert secret not in str(row)


def replaced(settings, **values: object):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(settings.CONFIG, **values)
