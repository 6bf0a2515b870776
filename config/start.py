"""What is asked once more when the server starts, with the database at hand."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from django.utils import translation

from credentials.checks import SIGNING


def refuse_unsound_start() -> None:
    """Raises ImproperlyConfigured when a check of the database or of the signing key finds an error.

    Leaves no connection for workers to inherit.
    """
    checked = run_checks(tags=[Tags.database, SIGNING], databases=["default"], include_deployment_checks=True)
    found = [message for message in checked if message.is_serious()]
    connections.close_all()
    if found:
        raise ImproperlyConfigured(" ".join(f"{message.msg} {message.hint or ''}".strip() for message in found))


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
