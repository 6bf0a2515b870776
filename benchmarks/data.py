"""What is measured: the built-in course and the demonstration contingent, signed-in learners, and addresses to visit.

Runs as a process of its own with the environment of the servers; prints what the harness needs as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

SERVER_NAME = "localhost"


def prepare(clients: int) -> dict[str, Any]:
    """Fills the empty database; returns cookies, pages and the size of the longest lesson."""
    from django.conf import settings
    from django.core.management import call_command

    for command in ("migrate", "load_curriculum", "load_demonstration", "collectstatic"):
        call_command(command, verbosity=0, **({"interactive": False} if command in ("migrate", "collectstatic") else {}))
    cookies = sessions(clients, settings.AUTHENTICATION_BACKENDS[0])
    lesson, size = longest_lesson(cookies[0])
    pages = [page | {"queries": queries(page["path"], cookies[0] if page["signed_in"] else "")} for page in addresses(lesson)]
    plain = sessions(clients, "django.contrib.auth.backends.ModelBackend")
    return {"cookies": cookies, "plain_cookies": plain, "pages": pages, "lesson": lesson, "lesson_bytes": size}


def sessions(clients: int, backend: str) -> list[str]:
    """Cookies of as many learners who are under way, signed in without a password."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from courses.models import Enrolment

    cookies = []
    for enrolment in Enrolment.objects.open().select_related("learner").order_by("pk")[:clients]:
        store = SessionStore()
        store[SESSION_KEY] = str(enrolment.learner.pk)
        store[BACKEND_SESSION_KEY] = backend
        store[HASH_SESSION_KEY] = enrolment.learner.get_session_auth_hash()
        store.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={store.session_key}")
    return cookies


def addresses(lesson: str) -> list[dict[str, Any]]:
    """The pages that are measured, each with who visits it."""
    from base.routing import page_path
    from courses.models import CoursePage, ModulePage
    from credentials.models import Credential

    def path_of(page: Any) -> str:
        return page_path(page.url_path, page.locale.language_code)

    code = Credential.objects.current().order_by("pk").values_list("code", flat=True)[0]
    pages = [
        ("Lesson, signed in", lesson, True),
        ("Learner’s home", "/learn/", True),
        ("Course outline", path_of(CoursePage.objects.live().order_by("path")[0]), True),
        ("Module", path_of(ModulePage.objects.live().order_by("path")[0]), True),
        ("Rules library", "/rules/", True),
        ("Verification of a code", f"/v/{code}/", False),
        ("Front page, stranger", "/", False),
        ("Lesson, stranger", lesson, False),
    ]
    return [{"page": page, "path": path, "signed_in": signed_in} for page, path, signed_in in pages]


def longest_lesson(cookie: str) -> tuple[str, int]:
    """The address of the lesson whose page is largest, and its size in bytes."""
    from base.routing import page_path
    from courses.models import LessonPage

    sizes = {}
    for lesson in LessonPage.objects.live().select_related("locale"):
        path = page_path(lesson.url_path, lesson.locale.language_code)
        sizes[path] = len(answer(path, cookie).content)
    path = max(sizes, key=lambda each: sizes[each])
    return path, sizes[path]


def answer(path: str, cookie: str) -> Any:
    """The page as this process serves it; a page that does not answer ends the measurement."""
    from django.test import Client

    response = Client(HTTP_COOKIE=cookie, SERVER_NAME=SERVER_NAME).get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}; nothing was measured.")
    return response


def queries(path: str, cookie: str) -> int:
    """Queries of a second visit, when what a process keeps is already there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer(path, cookie)
    with CaptureQueriesContext(connection) as captured:
        answer(path, cookie)
    return len(captured)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    json.dump(prepare(int(sys.argv[1])), sys.stdout)
