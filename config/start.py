"""What is asked once more when the server starts, with the database at hand."""

from __future__ import annotations

import ctypes
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import DatabaseError
from django.template import engines
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from credentials.checks import SIGNING


def refuse_unsound_start() -> None:
    """Raises ImproperlyConfigured when a check of the database or of the signing key finds an error, or a list of passwords
    cannot be read. Leaves no connection for workers to inherit.
    """
    _read_lists_of_passwords()
    checked = run_checks(tags=[Tags.database, SIGNING], databases=["default"], include_deployment_checks=True)
    found = [message for message in checked if message.is_serious()]
    connections.close_all()
    if found:
        raise ImproperlyConfigured(" ".join(f"{message.msg} {message.hint or ''}".strip() for message in found))


def _read_lists_of_passwords() -> None:
    """Django would read them when somebody first chooses a password, each worker for itself."""
    try:
        get_default_password_validators()
    except (UnicodeDecodeError, OSError, EOFError) as error:
        raise ImproperlyConfigured(f"BREACHED_PASSWORDS_FILE cannot be read as text in UTF-8: {error}.") from error


def warm_up() -> None:
    """Loads the addresses, the languages and the project's templates, which Django else loads when they are first asked for."""
    list(get_resolver().reverse_dict)  # reads every address below it
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Language")
    for engine in engines.all():
        for folder in map(Path, engine.dirs):
            for file in sorted(folder.rglob("*.html")):
                engine.get_template(str(file.relative_to(folder)))


def give_back_memory() -> None:
    """Returns to the system what was freed since the start, where the C library can (glibc), before workers hold copies of it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def visit_busy_pages() -> None:
    """Asks as a stranger for the front page, the rules library and one lesson. What a first visit loads, and is the same for
    everybody, then stands once in what the workers share, and not in each of them.

    Leaves no connection for workers to inherit. A database that is not there yet is no fault of the start.
    """
    get_backends()
    try:
        for path in _busy_pages():
            Client(raise_request_exception=False).get(
                path, secure=settings.HTTPS, headers={"host": urlsplit(settings.PUBLIC_URL).netloc}
            )
    except DatabaseError:
        pass
    finally:
        connections.close_all()


def _busy_pages() -> list[str]:
    from base.routing import page_path  # with the models, which are not there yet when gunicorn reads its settings
    from courses.models import LessonPage

    lesson = LessonPage.objects.live().public().select_related("locale").order_by("path").first()
    return ["/", reverse("law:library"), *([page_path(lesson.url_path, lesson.locale.language_code)] if lesson else [])]
