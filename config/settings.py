"""Settings of Bluehelm: one file, every value from the environment (see .env.example)."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config import environment as read

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Mode ---------------------------------------------------------------------------------------
MODE = read.read_mode(env)
DEMONSTRATION = MODE == "demonstration"
PRODUCTION = MODE == "production"
DEBUG = read.flag(env, "DEBUG", default=False)
SECRET_KEY = read.required(env, "SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = read.web_address(env, "PUBLIC_URL")
ALLOWED_HOSTS = read.hosts(env, "ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
SECOND_FACTOR_REQUIRED = read.flag(env, "SECOND_FACTOR_REQUIRED", default=not DEMONSTRATION)
MAIL = read.mail(env, "EMAIL_URL")
if PRODUCTION:
    read.check_production(
        debug=DEBUG,
        secret_key=SECRET_KEY,
        older_keys=SECRET_KEY_FALLBACKS,
        public_url=PUBLIC_URL,
        hosts=ALLOWED_HOSTS,
        second_factor=SECOND_FACTOR_REQUIRED,
        mail=MAIL["EMAIL_BACKEND"],
    )
HTTPS = PUBLIC_URL.startswith("https://")
CENTRE_NAME = env.str("CENTRE_NAME", default="").strip() or "Bluehelm Training Centre"

# --- What is installed --------------------------------------------------------------------------
INSTALLED_APPS = [
    "curriculum",
    "readiness",
    "scenarios",
    "quizzes",
    "courses",
    "credentials",
    "law",
    "people",
    "base",
    "people.apps.WagtailUsersConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # Outermost, so that redirects, refusals and files carry the headers as well.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "base.middleware.ContentPolicyMiddleware",
    "base.middleware.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "base.middleware.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "base.compression.CompressionMiddleware",  # pads at random, so that lengths tell nothing (BREACH)
    "django.contrib.sessions.middleware.SessionMiddleware",
    "base.middleware.ReaderLanguageMiddleware",
    "base.middleware.BodyLimitMiddleware",  # before whatever reads a form: the check of its token does
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.RefusalLogMiddleware",
    "people.middleware.SessionTimeMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "base.middleware.NotUnderstoodMiddleware",  # after whoever asks for a sign-in: a stranger hears that first
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "people.context_processors.navigation",
            ],
            "builtins": ["base.templatetags.bluehelm", "base.assets"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------
DATA_DIR = read.folder(env, "DATA_DIR", BASE_DIR / "var")
DATABASES = {"default": read.database(env, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all workers: rate limits and what must be the same everywhere.
    "default": read.shared_cache(env),
    # One for each process: rendered texts under keys that change with the text.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}
IN_REQUEST, BY_WORKER = "django_tasks.backends.immediate.ImmediateBackend", "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": BY_WORKER if PRODUCTION else IN_REQUEST}}

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORM_RENDERER, FILTERS_EMPTY_CHOICE_LABEL = "base.selects.FormRenderer", _("All")
USE_I18N = USE_TZ = True
TIME_ZONE = read.time_zone(env, "TIME_ZONE")

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = read.storages(DATA_DIR, debug=DEBUG)
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor of a long page
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
BODY_LIMITS = {"/": 64 * 1024**2, "/admin/": 256 * 1024**2, "/verify/": 256 * 1024}  # strangers verify; editors bring films
SIGNING_KEYS_DIR = read.place(env, "SIGNING_KEYS_DIR", DATA_DIR / "keys")  # of certificates; never in the database

# --- Signing in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.AuthenticationBackend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = read.password_validators(env, "BREACHED_PASSWORDS_FILE")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "change_password": "people.forms.NewPasswordForm",
    "reset_password_from_key": "people.forms.NewPasswordByLinkForm",
    "reset_password": "people.forms.AskForLinkForm",
    "add_email": "people.forms.AddressForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Bluehelm] "
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# By account tightly, by address generously: a class of 120 sits behind one address.
BY_ADDRESS, BY_ACCOUNT = "300/m/ip", "300/m/ip,5/5m/key"
ACCOUNT_RATE_LIMITS = dict.fromkeys(["login_failed", "claim", "reset_password"], BY_ACCOUNT)
ACCOUNT_RATE_LIMITS |= dict.fromkeys(["login", "reset_password_from_key"], BY_ADDRESS)
ALLAUTH_TRUSTED_PROXY_COUNT = read.count(env, "TRUSTED_PROXY_COUNT")
MFA_ADAPTER = "people.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.forms.SecondFactorForm",
    "reauthenticate": "people.forms.ConfirmSecondFactorForm",
    "activate_totp": "people.forms.AppSetUpForm",
    "add_webauthn": "people.forms.PasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": BY_ADDRESS}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the roll, never from a sign-up
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bluehelm"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # it would write at every request
SESSION_ENGINE = "base.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
vars().update(MAIL)
DELIVERY_BACKEND, EMAIL_BACKEND = MAIL["EMAIL_BACKEND"], "base.letters.LaterBackend"
DEFAULT_FROM_EMAIL = read.sender(env, "DEFAULT_FROM_EMAIL")
# Seconds. The worker may wait; whoever waits for a page may not. A lease of readiness/reminders/outbox.py outlasts a batch that waits so long.
EMAIL_TIMEOUT = 30 if PRODUCTION else 5

# --- Safe by default ----------------------------------------------------------------------------
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the load balancer asks inside the house
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "quizzes.doors.csrf_failure"
OWN, NOBODY = ["'self'"], ["'none'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": dict.fromkeys(["default-src", "object-src", "base-uri", "frame-ancestors"], NOBODY)
    | dict.fromkeys(["script-src", "style-src", "font-src", "media-src", "connect-src", "manifest-src", "form-action"], OWN)
    | {"img-src": [*OWN, "data:"]}
}

# --- Wagtail: nothing calls another host, no door of its own ------------------------------------
WAGTAIL_SITE_NAME = "Bluehelm"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}  # everybody has an account
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "base.pictures.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000  # of every picture that is unfolded: base/bare_pictures.py asks too
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "mp4", "odt", "ogg", "pdf", "pptx", "txt", "vtt", "webm", "xlsx"]

LOGGING = read.logging(env, "LOG_LEVEL")
