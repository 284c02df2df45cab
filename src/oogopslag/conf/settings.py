"""Django's settings, made from config.py. Nothing here reads the environment itself."""

import secrets
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from oogopslag.conf.config import PACKAGE, data_folder, load, local_secret

CONFIG = load()

DEBUG = False
LOCAL_SECRET = partial(local_secret, CONFIG)
SECRET_KEY = local_secret(CONFIG, "secret_key")
BSN_KEYS = local_secret(CONFIG, "bsn_keys", Fernet.generate_key().decode()).split(",")
BSN_PEPPER = local_secret(CONFIG, "bsn_pepper")
VAPID_PRIVATE_KEY = local_secret(CONFIG, "vapid_private_key", secrets.token_urlsafe(32))
PACK_PRIVATE_KEY = local_secret(CONFIG, "pack_private_key", secrets.token_urlsafe(32))
PACKS = CONFIG.data / "packs"
ALLOWED_HOSTS = [host.strip() for host in CONFIG.allowed_hosts.split(",")]
BASE_URL = CONFIG.base_url.rstrip("/")
DEMO = CONFIG.demo

ROOMS = [
    "journal", "people", "catalogue", "facts", "delivery", "inbox", "paper", "cases",
    "possibilities", "insight", "broker",
]  # fmt: skip
DOORS = [
    "resident", "workspace", "api", "console", "lens", "public", "login",
    *(["demo"] if DEMO else []),
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.usersessions",
    "oogopslag.ui",
    *[f"oogopslag.{room}" for room in ROOMS],
    *[f"oogopslag.doors.{door}" for door in DOORS],
]

MIDDLEWARE = [
    "oogopslag.conf.tracing.Tracing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "oogopslag.conf.policy.PermissionsPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "oogopslag.conf.storable.WithoutNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oogopslag.conf.idle.IdleTimeOut",
    "oogopslag.conf.device.OneReader",
]

ROOT_URLCONF = "oogopslag.conf.urls"
WSGI_APPLICATION = "oogopslag.conf.wsgi.application"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "ui" / "templates",
            *[PACKAGE / "doors" / door / "templates" for door in DOORS],
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "oogopslag.ui.environment.environment",
            "auto_reload": False,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]


def _database() -> dict[str, Any]:
    if not CONFIG.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_folder(CONFIG) / "oogopslag.sqlite3",
            "OPTIONS": {
                # A write takes its lock at the start, so that it waits instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-64000;",
            },
        }
    address = urlsplit(CONFIG.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": unquote(address.hostname or ""),
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["oogopslag.people.backend.Backend"]
SOCIALACCOUNT_ADAPTER = "oogopslag.doors.login.provider.Providers"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "digid",
                "name": "DigiD",
                "client_id": CONFIG.oidc_client_id,
                "secret": CONFIG.oidc_client_secret or SECRET_KEY,
            },
            {
                "provider_id": "medewerkers",
                "name": "Medewerkers",
                "client_id": CONFIG.staff_oidc_client_id,
                "secret": CONFIG.staff_oidc_client_secret or SECRET_KEY,
            },
        ],
    }
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
SESSION_COOKIE_NAME = "oogopslag"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
IDLE_SECONDS = CONFIG.idle_minutes * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "oogopslag.doors.public.failing.stale_form"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "taal"
LOCALE_PATHS = [PACKAGE / "ui" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data / "static"
STATICFILES_DIRS: list[object] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = CONFIG.data / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
