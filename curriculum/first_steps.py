"""Where to begin in the editor: what the reader may do here, in a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from courses.models import CoursePage
from people.models import User


@dataclass(frozen=True)
class Step:
    """``url``: where it is done."""

    url: str
    name: str
    help: str


class FirstStepsPanel(Component):
    """Stands last on the front page of the editor, below what waits."""

    template_name = "curriculum/admin/first_steps.html"
    order = 900

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"steps": steps_of(self.request.user)}


def steps_of(user: Any) -> list[Step]:
    """Only what stands open to the reader."""
    return [*_pages(user), *_questions(user), *_law(user), *_people(user)]


def _pages(user: User) -> list[Step]:
    courses = CoursePage.objects.order_by("path").select_related("locale")
    course = courses.filter(locale__language_code=get_language()).first() or courses.first()
    if course is None or not course.permissions_for_user(user).can_edit():
        return []
    words = _(
        "Open a page and change it. The eye shows it as its readers see it; “Save draft” shows it to nobody yet; "
        "“Publish” puts it before them; “Submit” asks a legal reviewer first."
    )
    return [Step(reverse("wagtailadmin_explore", args=[course.pk]), _("Lessons, quizzes and scenarios"), words)]


def _questions(user: User) -> list[Step]:
    if not user.has_perm("quizzes.change_item"):
        return []
    write = _("Advice stands beside the question while you write. Only what a legal reviewer approved is asked.")
    steps = [Step(reverse("wagtailsnippets_quizzes_item:list"), _("Questions"), write)]
    if user.has_perm("quizzes.add_item"):
        files = _("Bring questions from another system, or take yours there. A table shows first what would become of each.")
        steps.append(Step(reverse("question-files:index"), _("Question files"), files))
    return steps


def _law(user: User) -> list[Step]:
    if not user.has_perm("law.change_rule"):
        return []
    words = _("What lessons and questions cite. A change shows wherever the rule is cited.")
    return [Step(reverse("wagtailsnippets_law_rule:list"), _("Rules of law"), words)]


def _people(user: User) -> list[Step]:
    if not user.has_perm("people.change_user"):
        return []
    words = _("Who may do what, and a second factor that was lost. Whole units come by their nominal roll.")
    return [Step(reverse("wagtailusers_users:index"), _("Accounts"), words)]
