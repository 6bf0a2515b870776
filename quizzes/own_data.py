"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section
from quizzes.kinds import KINDS
from quizzes.models import Attempt, ExtraTime, LateAnswer, Marking, Step


def attempts(user: User) -> Section:
    """Every attempt with its result, which a survey has not; the answers follow in a section of their own."""
    columns = {
        "quiz": _("Quiz"),
        "number": _("Attempt"),
        "started_at": _("Started"),
        "submitted_at": _("Handed in"),
        "percent": _("Per cent"),
        "passed": _("Passed"),
    }
    rows = [
        {
            "quiz": a.quiz.title,
            "number": a.number,
            "started_at": a.started_at,
            "submitted_at": a.submitted_at,
            "percent": None if a.percent is None or a.pass_mark is None else str(a.standing.percent),
            "passed": None if a.passed is None or a.pass_mark is None else _("Yes") if a.standing.passed else _("No"),
        }
        for a in Attempt.objects.of(user).select_related("quiz", "corrected").order_by("started_at")
    ]
    return Section(_("Your quizzes"), columns, rows)


def extra_time(user: User) -> Section:
    """Extra time as it was recorded, the latest line last."""
    columns = {"percent": _("Per cent"), "recorded_at": _("Recorded")}
    lines = ExtraTime.objects.filter(person=user).order_by("pk")
    return Section(_("Your extra time"), columns, [{"percent": e.percent, "recorded_at": e.recorded_at} for e in lines])


def answers(user: User) -> Section:
    """Every answer as it was given: the words that were chosen, never whether they were right."""
    columns = {"quiz": _("Quiz"), "number": _("Attempt"), "question": _("Question"), "answer": _("Answer"), "at": _("Saved")}
    steps = Step.objects.filter(attempt__enrolment__learner=user, kind=Step.Kind.ANSWER)
    rows = [
        {
            "quiz": step.attempt.quiz.title,
            "number": step.attempt.number,
            "question": step.item.version.content["stem"] if step.item else "",
            "answer": _chosen_words(step),
            "at": step.at,
        }
        for step in steps.select_related("attempt__quiz", "item__version").order_by("at")
    ]
    return Section(_("Your answers"), columns, rows)


def late_answers(user: User) -> Section:
    """What arrived after an attempt was closed, and counts for nothing."""
    columns = {"quiz": _("Quiz"), "number": _("Attempt"), "question": _("Question"), "answer": _("Answer"), "at": _("Arrived")}
    late = LateAnswer.objects.filter(attempt__enrolment__learner=user).select_related("attempt__quiz", "item__version")
    rows = [
        {
            "quiz": row.attempt.quiz.title,
            "number": row.attempt.number,
            "question": row.item.version.content["stem"],
            "answer": _chosen_words(row),
            "at": row.at,
        }
        for row in late.order_by("at", "pk")
    ]
    return Section(_("Your answers that arrived too late"), columns, rows)


def marks(user: User) -> Section:
    """What a trainer gave for the open answers, and wrote to them; not who it was."""
    columns = {"question": _("Question"), "points": _("Points"), "comment": _("Comment"), "at": _("Marked")}
    given = Marking.objects.filter(item__attempt__enrolment__learner=user, marked_at__isnull=False).order_by("marked_at")
    rows = [
        {
            "question": row.item.version.content["stem"],
            "points": sum(row.points or []),
            "comment": row.comment,
            "at": row.marked_at,
        }
        for row in given.select_related("item__version")
    ]
    return Section(_("Marks of your open answers"), columns, rows)


def _chosen_words(step: Step | LateAnswer) -> str:
    if step.item is None or not step.response:
        return ""
    version = step.item.version
    return KINDS[version.kind].summarise(version.content, step.response)
