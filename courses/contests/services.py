"""Deeds on contested results: contest one, answer one. Both are kept for good and stand in the audit log."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.contests.permissions import officers_over
from courses.models import Contest, Enrolment
from people.audit.services import note
from people.models import User
from people.postings import Refused
from people.services import Message, notify_people

LONGEST = 1000  # letters of a reason or an answer
log = logging.getLogger("bluehelm.courses")


@transaction.atomic
def contest_result(*, enrolment: Enrolment, about: str, subject: str, reason: str, at: datetime) -> Contest:
    """Opens a case and tells the training officers of the nearest unit that has one. By the enrolment's own learner.

    Raises Refused while another case about the same result is open; ValueError without a reason or with too long a one.
    """
    words = _fit(reason)
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)  # whoever contests it at the same moment waits
    if Contest.objects.open().filter(enrolment=enrolment, about=about).exists():
        raise Refused(_("You have contested this result already. Wait for the answer; you are told of it."))
    values = {"enrolment": enrolment, "about": about, "subject": subject[:250], "reason": words}
    case = Contest.objects.create(**values, made_at=at)
    learner = enrolment.learner
    _tell(officers_over(learner, timezone.localdate(at)), case, at, is_new=True)
    note("result contested", by=learner.pk, at=at, contest=case.pk, enrolment=enrolment.pk)
    log.info("result contested", extra={"data": {"contest": case.pk, "by": learner.pk}})
    return case


@transaction.atomic
def answer_contest(*, contest: Contest, outcome: str, answer: str, by: User, at: datetime) -> Contest:
    """Closes the case with words for the learner, who is told. Raises Refused for a case that was answered before.

    Raises ValueError for the own case, without an answer, or with too long a one.
    """
    words = _fit(answer)
    case = Contest.objects.select_for_update(of=("self",)).select_related("enrolment__learner").get(pk=contest.pk)
    learner = case.enrolment.learner
    if learner.pk == by.pk:
        raise ValueError("Nobody answers the own case.")
    if case.answered_at is not None:
        raise Refused(_("This case was answered before. Nothing was changed."))
    case.outcome, case.answer, case.answered_by, case.answered_at = Contest.Outcome(outcome), words, by, at
    case.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    _tell([learner], case, at, is_new=False)
    note("contest answered", by=by.pk, at=at, contest=case.pk, user=learner.pk, outcome=str(case.outcome.value))
    log.info("contest answered", extra={"data": {"contest": case.pk, "by": by.pk, "outcome": case.outcome.value}})
    return case


def _fit(words: str) -> str:
    fit = words.strip()
    if not fit or len(fit) > LONGEST:
        raise ValueError(f"Write something, and at most {LONGEST} letters.")
    return fit


def _tell(people: Iterable[User], case: Contest, at: datetime, *, is_new: bool) -> None:
    """Each in the own language, without a name: the case itself says whose it is."""
    messages = []
    for person in people:
        with translation.override(person.language):
            text = _("A result was contested. Read the case and answer it.") if is_new else _("Your case was answered.")
        messages.append(Message(person.pk, text, person.language, reverse("contests:one", args=[case.pk])))
    notify_people(messages=messages, at=at)
