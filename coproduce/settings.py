"""All settings, from the environment, safe by default: a missing secret is refused in words."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext

from . import mail_kinds
from .environment import BASE_DIR, database, env, read_environment_file, required

django_stubs_ext.monkeypatch()
read_environment_file()

# --- What this installation is ---
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)  # one-click sign-in with fictional people; `check --deploy` refuses it
MAINTENANCE = env.bool("MAINTENANCE", False)
SECRET_KEY = required("SECRET_KEY", "the secret that signs sessions and links, 50 random characters or more")
#: Earlier ones, so that links still open and people who asked to be forgotten are still recognised.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = urlsplit(BASE_URL).scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(BASE_URL).hostname or "localhost"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "hello@coproduce.example")
MAIL_CATCHER_URL = env.str("MAIL_CATCHER_URL", "")

# --- Apps: the three that the platform is, the kernel they stand on, and libraries ---
INSTALLED_APPS = [
    "participants",
    "learning",
    "partnerships",
    "coproduce.outbox",
    "coproduce.ui",
    "coproduce.accounts",
    "coproduce",
    "coproduce.accounts.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "csp",
]

MIDDLEWARE = [
    "coproduce.ui.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "coproduce.ui.middleware.MaintenanceMiddleware",
    "coproduce.ui.middleware.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coproduce.ui.middleware.PrivatePagesMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coproduce.accounts.middleware.SecondFactorMiddleware",
    "coproduce.accounts.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "coproduce.urls"
WSGI_APPLICATION = "coproduce.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Data ---
DATABASES = {"default": database(required("DATABASE_URL", "the address of the PostgreSQL database"))}
# The cache is in PostgreSQL so that sign-in does not depend on Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- Pages ---
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coproduce.ui.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "coproduce.ui.renderer.Renderer"
CRISPY_TEMPLATE_PACK = "coproduce"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("coproduce",)
CRISPY_FAIL_SILENTLY = False
#: What the header offers: words, URL name, and the permission it takes ("" for everyone).
NAVIGATION = (
    ("Partnerships", "partnerships:partnership_list", ""),
    ("Engagements", "partnerships:engagement_list", ""),
    ("Plans", "partnerships:plan_list", ""),
    ("Case studies", "learning:case_study_list", ""),
    ("Organisations", "partnerships:organisation_list", ""),
    ("Support", "partnerships:support_offer_list", ""),
    ("Participants", "participants:participant_list", "participants.view_participant"),
    ("Teams", "accounts:team_list", "accounts.view_team"),
    ("Administration", "admin:index", "accounts.use_admin"),
)

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / ".run" / "static")))
DESIGN_SYSTEM = BASE_DIR / "node_modules" / "@scottish-government" / "design-system" / "dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *((f"design-system/{part}", DESIGN_SYSTEM / part) for part in ("css", "scripts", "images")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"

# --- Sign-in ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Length and the list of breached passwords; no rules of composition (NCSC password guidance).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "coproduce.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "coproduce.accounts.forms.LoginForm",
    "signup": "coproduce.accounts.forms.SignupForm",
    "add_email": "coproduce.accounts.forms.AddEmailForm",
    "change_password": "coproduce.accounts.forms.ChangePasswordForm",
    "set_password": "coproduce.accounts.forms.SetPasswordForm",
    "reset_password": "coproduce.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "coproduce.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "coproduce.accounts.forms.ReauthenticateForm",
    "confirm_email_verification_code": "coproduce.accounts.forms.ConfirmEmailForm",
    "confirm_password_reset_code": "coproduce.accounts.forms.ConfirmResetForm",
}
MFA_FORMS = {
    "authenticate": "coproduce.accounts.forms.AuthenticateForm",
    "reauthenticate": "coproduce.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "coproduce.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "coproduce.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "coproduce.accounts.forms.EditWebAuthnForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/10s/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
#: How many proxies of our own stand in front; the address behind them is what rate limits count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "coproduce.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Coproduce"
MFA_TOTP_TOLERANCE = 1  # thirty seconds either way, for clocks that are off
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False  # it would write a row on every page view

# --- Mail ---
MAIL_ROAD = "coproduce.outbox.queue.answer"  # how accounts, which stand below the outbox, reach it
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Coproduce <no-reply@coproduce.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OUTBOX_RECHECKS, OUTBOX_TOPICS = mail_kinds.RECHECKS, mail_kinds.TOPICS

#: Loaded in this order by `manage.py load_reference_data` and `manage.py load_demo_data`.
REFERENCE_DATA = ("partnerships.reference.load", "learning.reference.load")
DEMO_APPS = ("coproduce.accounts", "partnerships", "learning", "participants")
DEMO_DATA = tuple(f"{app}.demo.load" for app in DEMO_APPS)

# --- Redis and Celery: they only say "look now" ---
REDIS_URL = required("REDIS_URL", "the address of the Redis or Valkey server that wakes the workers")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5.0,
    "socket_connect_timeout": 5.0,
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for the broker for as long as it takes
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- Security ---
#: Two checkouts on one machine share a host name, so plain-HTTP cookies carry the port.
COOKIE_STEM = "__Host-" if SECURE else f"coproduce-{urlsplit(BASE_URL).port or 80}-"
SESSION_COOKIE_NAME = f"{COOKIE_STEM}session"
CSRF_COOKIE_NAME = f"{COOKIE_STEM}csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_STEM}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "coproduce.ui.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- Log ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "coproduce.ui.middleware.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
