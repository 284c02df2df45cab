"""Letters are sealed: PAdES B-B (ETSI EN 319 142-1): a change shows, and who made it is known.

The key and certificate come from the settings; outside production one is made that says it is a
demonstration. The field is hidden and named, as PDF/UA-1 asks of what has no place on the page.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD, NAME = "Zegel", "Elektronisch zegel van de afzender"
SOON = timedelta(days=30)
DEMO = "Oogopslag demonstratie, geen echte overheid"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """With what letters are sealed: for whom, until when, and its SHA-256 fingerprint."""

    subject: str
    until: datetime
    fingerprint: str
    demonstration: bool


def seal(pdf: bytes) -> bytes:
    """The same letter with a seal; unchanged where a deployment has no certificate."""
    pair = _pair()
    if pair is None:
        return pdf
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _tab_order(writer)
    hidden = fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
    field = fields.SigFieldSpec(
        FIELD, on_page=0, readable_field_name=NAME, invis_sig_settings=hidden
    )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        name=_name(x509.load_pem_x509_certificate(pair[0].encode())),
    )
    made = signers.PdfSigner(about, signer=_signer(*pair), new_field_spec=field).sign_pdf(writer)
    return bytes(made.getvalue())


def _tab_order(writer: Any) -> None:
    """A page with a field names the order of its parts: the structure's (PDF/UA-1, 7.18.3)."""
    page_ref, _ = writer.find_page_for_modification(0)
    page = page_ref.get_object()
    page["/Tabs"] = generic.NameObject("/S")
    writer.update_container(page)


@lru_cache(maxsize=2)
def _signer(certificate: str, key: str) -> signers.SimpleSigner:
    secret = serialization.load_pem_private_key(key.encode(), None)
    raw = secret.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    chain = x509.load_pem_x509_certificates(certificate.encode())
    der = [asn1.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in chain]
    store: Any = SimpleCertificateStore
    return signers.SimpleSigner(
        signing_cert=der[0],
        signing_key=keys.PrivateKeyInfo.load(raw),
        cert_registry=store.from_certs(der[1:]),
    )


def certificate() -> Certificate | None:
    """What letters are sealed with now; None where they are not."""
    pair = _pair()
    if pair is None:
        return None
    found = x509.load_pem_x509_certificate(pair[0].encode())
    return Certificate(
        subject=_name(found),
        until=found.not_valid_after_utc,
        fingerprint=found.fingerprint(hashes.SHA256()).hex(" ", 2).upper(),
        demonstration=_name(found) == DEMO,
    )


def problems() -> Iterator[str]:
    """What is wrong with the seal of letters, in sentences for `oogopslag check`."""
    if settings.CONFIG.production and not settings.CONFIG.letter_certificate:
        yield (
            "OOGOPSLAG_LETTER_CERTIFICATE and OOGOPSLAG_LETTER_KEY are empty: letters as PDF carry "
            "no seal. Ask for an organisation's seal certificate (eIDAS) and set both."
        )
        return
    try:
        pair = _pair()
        if pair is None:
            return
        found = x509.load_pem_x509_certificate(pair[0].encode())
        key = serialization.load_pem_private_key(pair[1].encode(), None)
        if key.public_key() != found.public_key():
            yield "OOGOPSLAG_LETTER_KEY is not the key of OOGOPSLAG_LETTER_CERTIFICATE."
    except (ValueError, TypeError, OSError):
        yield "OOGOPSLAG_LETTER_CERTIFICATE or OOGOPSLAG_LETTER_KEY cannot be read: both are PEM."
        return
    if found.not_valid_after_utc - datetime.now(UTC) < SOON:
        yield f"The certificate that seals letters ends on {found.not_valid_after_utc:%Y-%m-%d}."


def _name(found: x509.Certificate) -> str:
    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else found.subject.rfc4514_string()


def _pair() -> tuple[str, str] | None:
    """Certificate (with its chain) and key as PEM; None in production without a setting."""
    config = settings.CONFIG
    if config.letter_certificate or config.production:
        pair = _pem(config.letter_certificate), _pem(config.letter_key)
        return pair if all(pair) else None
    folder: Path = config.data / "keys"
    return _own(folder / "letter_certificate.pem", folder / "letter_key.pem")


def _pem(given: str) -> str:
    """PEM as it is, or the file that holds it."""
    if not given or given.startswith("-----BEGIN"):
        return given.replace("\\n", "\n")
    return Path(given).read_text()


def _own(certificate_: Path, key: Path) -> tuple[str, str]:
    """A pair of our own for demonstrations, which says so in its name; made once."""
    if not (certificate_.exists() and key.exists()):
        certificate_.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = made_pair(DEMO, days=3650)
        key.touch(mode=0o600)
        key.write_text(made[1])
        certificate_.write_text(made[0])
    return certificate_.read_text(), key.read_text()


def made_pair(name: str, *, days: int) -> tuple[str, str]:
    """A certificate that nobody vouches for, and its key, both as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return built.public_bytes(serialization.Encoding.PEM).decode(), secret.decode()


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
