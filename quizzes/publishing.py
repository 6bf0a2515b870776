"""Could the quiz be drawn if it went live? Asked at every door that can refuse: the editor's form, its workflow, bulk publishing.

A door that cannot (a schedule, a script) lets it through: no attempt begins, the trainers' home names it, and the log says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from quizzes.blueprint import shortages_of
from quizzes.models import QuizPage
from quizzes.page_form import shortage_in_words


def faults_of(quiz: QuizPage) -> list[str]:
    """What the banks lack today for the quiz as it was given, in sentences for its author."""
    short = shortages_of(list(quiz.blueprint.all()), locale=quiz.locale_id, level=quiz.minimum_level)
    return [shortage_in_words(row, shortage.wanted, shortage.found) for row, shortage in short]


@hooks.register("before_bulk_action")
def refuse_quizzes_that_cannot_start(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """All of them or none goes live, as for any other fault of a bulk action."""
    if action_type != "publish" or not all(isinstance(each, Page) for each in objects):
        return None
    quizzes = _to_be_published(objects, with_descendants=bool(request.POST.get("include_descendants")))
    faulty = [(quiz, faults) for quiz in quizzes if (faults := faults_of(quiz.get_latest_revision_as_object()))]
    for quiz, faults in faulty:
        told = {"quiz": quiz.get_admin_display_title(), "faults": " ".join(faults)}
        messages.error(request, _("Nothing was published. %(quiz)s: %(faults)s") % told)
    return redirect(action.next_url) if faulty else None


def _to_be_published(pages: Iterable[Page], *, with_descendants: bool) -> list[QuizPage]:
    found = list(QuizPage.objects.filter(pk__in=[page.pk for page in pages]))
    if with_descendants:
        for page in pages:
            found += QuizPage.objects.descendant_of(page).not_live()
    return list({quiz.pk: quiz for quiz in found}.values())
