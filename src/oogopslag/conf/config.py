"""All settings, typed and documented. Each comes from the environment as OOGOPSLAG_<NAME>."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent


class ConfigError(Exception):
    """A setting that is missing or contradicts another; the text says what to do."""


def _folder() -> Path:
    in_checkout = (CHECKOUT / "pyproject.toml").exists()
    return CHECKOUT / "var" if in_checkout else Path.cwd() / "oogopslag-data"


def shipped() -> Path:
    """The content that comes with the program: the checkout's, or the copy inside the wheel."""
    inside = PACKAGE / "_content"
    return inside if inside.exists() else CHECKOUT / "content"


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one deployment."""

    data: Path = field(default_factory=_folder)
    """Folder of the embedded database, files and keys."""

    content: Path = field(default_factory=shipped)
    """Government as data: laws, services, organisations. `oogopslag content copy` makes a folder
    of your own from what comes with the program; --content DIR says the same for one command."""

    production: bool = False
    """True: secrets must come from the environment and no demo part may start."""

    demo: bool = False
    """True: Demo-DigiD, the demo twins of outside systems and /demo/outbox are there."""

    database: str = ""
    """A postgresql:// address; empty: the embedded SQLite database in the data folder."""

    base_url: str = "http://localhost:8000"
    """Where people reach this deployment: used in letters, e-mail and OpenID Connect."""

    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    """Host names this deployment answers to, with commas."""

    secret_key: str = ""
    """Signs sessions and tokens. Outside production one is made in the data folder."""

    bsn_keys: str = ""
    """Keys that encrypt BSNs, Fernet form, with commas; the first encrypts, all decrypt."""

    bsn_pepper: str = ""
    """Secret of the keyed hash by which a BSN is looked up; it stays when the keys rotate."""

    brp_url: str = ""
    """Address of Haal Centraal BRP personen bevragen; empty: the demo twin."""

    brp_token: str = ""
    """Bearer token for the register of persons."""

    oidc_issuer: str = ""
    """The OpenID Connect provider of residents (a DigiD broker). Empty in a demo: Demo-DigiD."""

    oidc_client_id: str = "oogopslag"
    """Our name at the residents' provider."""

    oidc_client_secret: str = ""
    """Our secret at the residents' provider."""

    bsn_claim: str = "bsn"
    """The claim of the residents' provider that holds the BSN, with or without a urn before it."""

    staff_oidc_issuer: str = ""
    """The OpenID Connect provider of staff. Empty in a demo: Demo-DigiD's staff page."""

    staff_oidc_client_id: str = "oogopslag-staff"
    """Our name at the staff's provider."""

    staff_oidc_client_secret: str = ""
    """Our secret at the staff's provider."""

    email_url: str = ""
    """smtp://user:password@host:port; empty in a demo: mail is kept for /demo/outbox."""

    email_from: str = "Oogopslag <noreply@oogopslag.example>"
    """Who all mail is from."""

    vapid_private_key: str = ""
    """Key of web push, PEM or base64url. Outside production one is made in the data folder."""

    push_hosts: str = (
        "fcm.googleapis.com,jmt17.google.com,updates.push.services.mozilla.com,"
        ".push.apple.com,.notify.windows.com"
    )
    """The push services we post to, with commas; a dot in front stands for all subdomains."""

    oin: str = "00000000000000000000"
    """Our organisation identification number (OIN): the source of the events we send."""

    portal_oins: str = ""
    """OINs of portals that may name a resident in X-Ontvanger or klantId, with commas."""

    trusted_proxies: str = ""
    """IP addresses of proxies whose client certificate header is believed, with commas."""

    client_certificate_header: str = "X-Client-Cert"
    """Where such a proxy puts the client's certificate (PEM, URL-encoded); it must strip others."""

    client_rate: int = 3000
    """Items a minute that one normal or test key may send; a team key gets a fiftieth of it."""

    webhooks_to_loopback: bool = False
    """True: webhooks may go to this machine, over http too: for demonstrations and tests."""

    clamav: str = ""
    """ClamAV's daemon, unix:/run/clamav/clamd.ctl or host:port; empty: files are not scanned, only
    their kind is checked, and `oogopslag check` warns."""

    sms_urls: str = ""
    """Providers of SMS, notify+https://SERVICE:SECRET@host/?sms=TEMPLATE, with commas; empty in a
    demo: messages are kept for /demo/outbox."""

    receipt_token: str = ""
    """Bearer token with which providers of SMS, mail and letters tell what became of them, at
    /meldingen/v1/receipts; empty: nobody may, and providers of SMS are only asked."""

    print_folder: str = ""
    """Folder in which the printer finds batches of letters as PDF/UA; empty in a demo: they stay in
    the data folder."""

    post_after: int = 0
    """Working days after a batch was handed over on which the printer posts its letters. Terms of
    decisions on paper count from that day; a provider that says when it posted goes first."""

    lease_seconds: int = 300
    """How long a worker may hold notifications; those of one that died wait again after that."""

    quiet_from: int = 20
    """From this hour (Amsterdam) no push, e-mail or SMS goes; equal hours: never quiet."""

    quiet_until: int = 8
    """From this hour (Amsterdam) people are told again."""

    service_from: int = 9
    """From this hour (Amsterdam) on working days an answer that was promised in hours counts."""

    service_until: int = 17
    """Until this hour it does."""

    pack_private_key: str = ""
    """Signs the packs of paper forms: Ed25519, base64url. Outside production one is made."""

    letter_certificate: str = ""
    """Seals letters as PDF (PAdES): PEM with chain, or a file. Outside production one is made."""

    letter_key: str = ""
    """The key of that certificate: PEM without a password, or a file."""

    idle_minutes: int = 15
    """After this many minutes without a request a session ends."""

    test_bsn: str = "999000020"
    """The resident that organisations may write to before they are confirmed: a test number."""

    today: str = ""
    """An ISO date that stands for today, for demonstrations and tests; refused in production."""

    zgw: str = ""
    """ZGW registers, with semicolons: organisation, address, client id and secret of each."""

    mijn_taken: str = ""
    """Providers of MijnTaken, with semicolons: organisation, address and token of each."""

    klantinteracties: str = ""
    """Registers of contacts, with semicolons: organisation, address and token of each."""

    open_vtb: str = ""
    """Open VTB verzoeken, with semicolons: organisation, address up to and with
    /verzoeken/api/v1, and token of each; what residents submit goes there as a verzoek."""

    open_vtb_letters: str = ""
    """Open VTB berichten, with semicolons: organisation, address up to and with /berichten/api/v1,
    and token of each; letters of a case are registered there too."""

    fbs_stores: str = ""
    """Stores of letters elsewhere (FBS berichtenmagazijn), with semicolons: OIN, address up to and
    with /api/v1, and token of each; an authorised portal fetches from them too."""

    agendas: str = ""
    """Agendas of desks (iCalendar), with semicolons: organisation, address and token of each."""


def load() -> Config:
    """Reads the environment. Raises ConfigError with what to do."""
    values: dict[str, object] = {}
    for item in fields(Config):
        raw = os.environ.get(f"OOGOPSLAG_{item.name.upper()}")
        if raw is not None:
            values[item.name] = _typed(item.name, item.type, raw)
    config = Config(**values)  # type: ignore[arg-type]  # _typed gives each its own type
    _refuse_contradictions(config)
    if not config.content.is_dir():
        raise ConfigError(
            f"There is no content folder {config.content}: `oogopslag content copy DIR` makes one, "
            "or unset OOGOPSLAG_CONTENT."
        )
    return config


def data_folder(config: Config) -> Path:
    """The data folder, made when it is not there. Raises ConfigError when it cannot be."""
    try:
        config.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"The data folder {config.data} cannot be made ({error.strerror}): "
            "make it, or set OOGOPSLAG_DATA."
        ) from error
    return config.data


def _typed(name: str, kind: object, raw: str) -> object:
    if kind is bool:
        return raw.lower() in {"1", "true", "yes", "on"}
    if kind is int:
        if not raw.isdigit():
            raise ConfigError(f"OOGOPSLAG_{name.upper()} must be a whole number, not {raw!r}.")
        return int(raw)
    return Path(raw).expanduser().resolve() if kind is Path else raw


def _refuse_contradictions(config: Config) -> None:
    """Raises ConfigError with a line for everything that production refuses; hours at any time."""
    if not 0 <= config.service_from < config.service_until <= 23:
        raise ConfigError(
            "OOGOPSLAG_SERVICE_FROM must be before OOGOPSLAG_SERVICE_UNTIL: whole hours, 0 to 23."
        )
    if config.production and (found := list(_contradictions(config))):
        raise ConfigError("\n".join(found))


def _contradictions(config: Config) -> Iterator[str]:
    if config.demo:
        yield "Production refuses OOGOPSLAG_DEMO: unset one of the two."
    if config.webhooks_to_loopback:
        yield "Production refuses OOGOPSLAG_WEBHOOKS_TO_LOOPBACK: unset one of the two."
    if config.today:
        yield "Production refuses OOGOPSLAG_TODAY: the clock must be real."
    for name in ("secret_key", "bsn_keys", "bsn_pepper", "vapid_private_key", "pack_private_key"):
        if not getattr(config, name):
            yield (
                f"Production needs OOGOPSLAG_{name.upper()} in the environment: "
                "it never makes a secret of its own."
            )


def local_secret(config: Config, name: str, make: str = "") -> str:
    """The secret's setting or, outside production, one kept in the data folder (mode 600).

    `make` is the value to keep when there is none yet; empty: 50 random characters.
    """
    if given := getattr(config, name, ""):
        return str(given)
    file = data_folder(config) / "keys" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.write_text(make or secrets.token_urlsafe(50))
    return file.read_text()
