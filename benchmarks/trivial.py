"""The trivial view: as many bytes as a lesson, and nothing of what makes it one."""

from __future__ import annotations

import os

from django.apps import AppConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


class PeopleModels(AppConfig):
    """The app of the user model, for its table alone."""

    name = "people"


SENTENCE = "Treat every person in your power humanely, in all circumstances and without any distinction. "
SECTIONS = 12
PAGE_BYTES = int(os.environ.get("TRIVIAL_BYTES", "16000"))
TEXT = SENTENCE * max(1, PAGE_BYTES // SECTIONS // len(SENTENCE))


def trivial(request: HttpRequest) -> HttpResponse:
    """Reads the session and the user, renders one template; a stranger is refused, so that nobody measures half of it."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    sections = [{"title": f"Section {number}", "text": TEXT} for number in range(1, SECTIONS + 1)]
    return render(request, "trivial.html", {"sections": sections})


urlpatterns = [path("", trivial)]
