"""Where things are and how they are set: one small Config from the environment, and Django's settings.

Everything that an installation may change is a field of `Config` (environment variable
SLIPGUARD_<FIELD>); the rest of the file is what Django wants to know.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import unquote, urlsplit

from slipguard.core.errors import BadInput


def _default_home() -> Path:
    """XDG's place for data, so that an upgrade of the program never touches it."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "slipguard"


@dataclass
class Config:
    """All that an installation can set. Read by hand: a library for it stood before every command for longer
    than all else."""

    home: Path = field(default_factory=_default_home)  # where databases and keys lie
    host: str = "127.0.0.1"  # address to listen on
    port: int = 8000  # port to listen on
    base_url: str = ""  # how a phone reaches this server; default http://HOST:PORT
    database_url: str = ""  # default: SQLite in home; or postgresql://user@host:port/name
    engine_database_url: str = ""  # default: beside the app's database, in a file or schema of its own
    debug: bool = False  # Django's own error pages; never where others can reach it
    allow_private_servers: bool = False  # accounts on loopback and private addresses (tests, intranets)
    bluesky_view: str = "https://public.api.bsky.app"  # resolves handles for learning from public posts
    bluesky_directory: str = "https://plc.directory"  # keeps the documents that DIDs lead to
    x_client_id: str = ""  # OAuth 2.0 client of your X application: accounts are connected by X's own sign-in page
    x_client_secret: str = ""  # its secret; empty for a public client
    x_bearer_token: str = ""  # your X application's own token: a second reader, the credit that is left, the stream
    x_reads_a_month: int = 2_000_000  # posts that your plan at X lets you read; how often accounts are asked follows
    x_activity_stream: bool = False  # listen to X's Activity API, where the plan has it (needs the bearer token)
    x_api: str = "https://api.x.com"  # where X's API is
    x_site: str = "https://x.com"  # where X's sign-in page is
    x_embed: str = "https://publish.x.com/oembed"  # X's embed service, which shows strangers a post without a sign-in
    automatic_recalls_per_hour: int = 5  # the circuit breaker, per workspace
    engine_days: int = 30  # how long the engine remembers stories that have ended
    link_minutes: int = 30  # how long an alarm's link works
    idle_minutes: int = 20  # without a click for so long, a browser session is back in no workspace
    confirm_minutes: int = 15  # how long a sign-in counts as fresh for connecting, policy and exports
    invitation_days: int = 7  # how long an invitation can be accepted
    trusted_proxies: int = 0  # reverse proxies in front; else every visitor shares their address in rate limits
    alarms_name_others: bool = True  # false: an alarm in a channel never names another client's account
    verify_seconds: float = 60.0  # how long a recall polls before it says "not confirmed"
    executor_id: str = "slipguard"  # the engine's name for this process; keep it over restarts
    upload_megabytes: int = 512  # the largest archive or film that a browser or the API may send
    mail_url: str = ""  # smtp://user:password@host:port (smtps: TLS at once), for invitations and resets
    mail_from: str = "slipguard@localhost"  # the sender of that mail

    @property
    def url(self) -> str:
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    def key(self, name: str, make: object = None) -> str:
        """A secret of this installation, made on first use, kept beside the data and not in the database."""
        folder = self.home / "keys"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / name
        if not path.exists():
            import tempfile  # once in an installation's life

            value = make() if callable(make) else secrets.token_urlsafe(48)
            descriptor, made = tempfile.mkstemp(dir=folder)  # readable by its owner alone
            try:
                with os.fdopen(descriptor, "w") as file:
                    file.write(str(value))
                with suppress(FileExistsError):  # somebody was first: their key counts
                    os.link(made, path)  # whole or not there: who finds it at this moment reads all of it
            finally:
                Path(made).unlink()
        return path.read_text().strip()


def read(environment: Mapping[str, str]) -> Config:
    """The Config that SLIPGUARD_<FIELD> variables say, in any case; BadInput names the one that cannot be used.

    An empty variable is one that is not set, except for texts.
    """
    said = {name.upper(): value for name, value in environment.items() if name.upper().startswith("SLIPGUARD_")}
    found: dict[str, object] = {}
    for each in fields(Config):
        name = f"SLIPGUARD_{each.name.upper()}"
        typed, kind = said.get(name), str(each.type)
        if typed is None or (not typed.strip() and kind != "str"):
            continue
        try:
            found[each.name] = _KINDS[kind][0](typed)
        except (ValueError, KeyError):
            raise BadInput(f"{name} is “{typed}”, which is not {_KINDS[kind][1]}.",
                           "Correct it, or leave it out (docs/reference/settings.md).") from None
    return Config(**found)  # type: ignore[arg-type]


_TRUE_OR_FALSE = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False,
                  "off": False}
_KINDS: dict[str, tuple[Callable[[str], object], str]] = {
    "str": (str, "a text"),
    "Path": (Path, "a path"),
    "int": (int, "a whole number"),
    "float": (float, "a number"),
    "bool": (lambda typed: _TRUE_OR_FALSE[typed.strip().lower()], "true or false"),
}
CONFIG = read(os.environ)
CONFIG.home.mkdir(parents=True, exist_ok=True, mode=0o700)


def seal_key() -> str:
    """The key that seals tokens at rest (Fernet: AES-128-CBC with HMAC; several lines rotate)."""
    from cryptography.fernet import Fernet  # here: no check needs it, and it takes long to load

    return CONFIG.key("seal.key", lambda: Fernet.generate_key().decode())


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(CONFIG.home / "slipguard.db"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                # WAL so that the board reads while a recall writes. FULL because the incident
                # record must survive a power cut; the cost is measured in evals/latency.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                "timeout": 10,
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def engine_url() -> str:
    """The durable engine's own database."""
    if CONFIG.engine_database_url:
        return CONFIG.engine_database_url
    if CONFIG.database_url:
        return CONFIG.database_url
    return f"sqlite:///{CONFIG.home / 'engine.db'}"


# ---- Django --------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = CONFIG.key("django.key")
DEBUG = CONFIG.debug
_host = urlsplit(CONFIG.url).hostname or "localhost"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", _host]
CSRF_TRUSTED_ORIGINS = [CONFIG.url]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's list of passkeys says when each was used
    "slipguard.web",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",  # a person's sign-ins by person: listed, and ended everywhere at once
    "ninja",  # its page of the API, served from here and not from a CDN
    "slipguard.storage",
]
# no tables, and nothing that a command needs: ninja alone is a fifth of what starts before `slipguard check`
PAGES_ONLY = {"django.contrib.messages", "django.contrib.staticfiles", "django.contrib.humanize", "slipguard.web",
              "ninja"}
MIDDLEWARE = [
    "slipguard.web.assets.Compressed",  # outermost: static files and pages alike
    "django.middleware.security.SecurityMiddleware",
    "slipguard.web.assets.Assets",
    "slipguard.web.headers.headers",  # every answer below this line is hardened, allauth's pages too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "slipguard.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "slipguard.web.frame.frame",
            ]
        },
    }
]
DATABASES = {"default": _database(CONFIG.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "storage.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an own server often has no mail; invitations come by hand
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to whoever has no sign-in: nobody can sign up here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "slipguard.web.adapter.Adapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * CONFIG.confirm_minutes
ACCOUNT_RATE_LIMITS = {  # what differs from allauth's own; the lockout: five wrong passwords in five minutes
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.trusted_proxies
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
MFA_ADAPTER = "slipguard.web.adapter.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nothing here verifies an address (above); a second step must not wait for it
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Slipguard"
# WebAuthn refuses plain http except on localhost; this flag only relaxes it there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _host in {"localhost", "127.0.0.1"}
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # empty: files are served from the package itself
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "slipguard.web.assets.Hashed"},
}
FILE_UPLOAD_HANDLERS = ["slipguard.actions.uploads.Unnamed"]  # never a named file in a temporary folder
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.url.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # an alarm's link must not leak to where its page points
X_FRAME_OPTIONS = "DENY"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"
DEFAULT_FROM_EMAIL = CONFIG.mail_from
_mail = urlsplit(CONFIG.mail_url)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CONFIG.mail_url
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 25)
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 10  # seconds: a dead mail server must not hold a page up
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "slipguard": {"level": "INFO"},
        # its INFO level prints an advertisement with a console address
        "dbos": {"level": "WARNING"},
        # request lines can hold an alarm link's token
        "httpx": {"level": "WARNING"},
        # a page that is not there is told with its address, and that of a client's view is its key
        "django.request": {"level": "ERROR"},
        "uvicorn.access": {"level": "ERROR"},
    },
}
