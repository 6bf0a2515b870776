"""Deeds on paper forms: print a stack of them, and enter what stands on an answer sheet."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.models import Enrolment, TrainingClass
from courses.outline import course_of
from courses.services import enrol_learner
from people.audit.services import note
from people.levels import Level
from people.models import User
from people.twice import hold_sender
from quizzes.blueprint import blueprint_rows, candidates
from quizzes.drawing import Candidate, Row, TooFewItems, draw_by_rows
from quizzes.kinds import KINDS
from quizzes.laying_out import laid_out
from quizzes.models import Attempt, AttemptItem, Item, PaperForm, PaperItem, QuizPage, Step
from quizzes.paper.kinds import PAPER_KINDS
from quizzes.reading import reason_in_words
from quizzes.rules import frozen_rules
from quizzes.services import refusal_of, submit_attempt

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)  # moments are typed to the minute
MOST_FORMS = 120  # in one file
log = logging.getLogger("bluehelm.quizzes")


class PaperRefused(ValueError):
    """It cannot be printed or entered so; the message is for who tried."""


# --- Printing --------------------------------------------------------------------------------------


@transaction.atomic
def print_forms(
    *,
    quiz: QuizPage,
    training_class: TrainingClass,
    level: Level,
    number: int,
    by: User,
    at: datetime,
    client_id: UUID | None = None,
) -> list[PaperForm]:
    """So many forms, each with a draw of its own; the same asked again under one ``client_id`` finds the forms drawn before.

    Raises PaperRefused, also where items that need a screen leave too few.
    """
    if not 1 <= number <= MOST_FORMS:
        raise PaperRefused(_("Print between 1 and %(most)d forms at once.") % {"most": MOST_FORMS})
    hold_sender(by)
    ids = _places(client_id, f"{training_class.pk}/{quiz.pk}/{level}/{number}/{by.pk}", number)
    if client_id and (drawn := list(PaperForm.objects.filter(client_id__in=ids).order_by("pk"))):
        return drawn
    blueprint = list(quiz.blueprint.select_related("topic", "bank"))
    rows = blueprint_rows(blueprint)
    pool = paper_pool(quiz, rows, level)
    rules = frozen_rules(quiz, blueprint) | {"extra_percent": 0, "sitting": None}
    ground = {"quiz": quiz, "quiz_key": quiz.translation_key, "training_class": training_class, "level": level, "rules": rules}
    forms = []
    for place in ids:
        seed = secrets.randbits(63)
        form = PaperForm.objects.create(**ground, seed=seed, printed_by=by, printed_at=at, client_id=place)
        slots = laid_out(draw_by_rows(rows, pool, seed), seed=seed, at=at)
        PaperItem.objects.bulk_create(PaperItem(form=form, **slot) for slot in slots)
        forms.append(form)
    note("paper forms printed", by=by.pk, at=at, quiz=quiz.pk, training_class=training_class.pk, number=number)
    log.info("forms printed", extra={"data": {"quiz": quiz.pk, "number": number, "by": by.pk}})
    return forms


def _places(client_id: UUID | None, asked: str, number: int) -> list[UUID | None]:
    """An id for each form of the stack, the same whenever the same is asked."""
    return [client_id and uuid5(client_id, f"{asked}/{place}") for place in range(number)]


def paper_pool(quiz: QuizPage, rows: list[Row], level: int) -> list[Candidate]:
    """What may be drawn for paper. Raises PaperRefused where it cannot fill the blueprint, and says which kinds are left out."""
    pool = candidates(rows, locale=quiz.locale_id, level=level)
    kinds = dict(Item.objects.filter(pk__in=[each.item for each in pool]).values_list("pk", "kind"))
    on_paper = [each for each in pool if kinds[each.item] in PAPER_KINDS]
    try:
        draw_by_rows(rows, on_paper, seed=0)
    except TooFewItems as error:
        raise PaperRefused(_too_few(kinds, error)) from error
    return on_paper


def _too_few(kinds: Mapping[int, str], error: TooFewItems) -> str:
    labels = dict(Item.Kind.choices)
    left_out = sorted({str(labels.get(kind, kind)) for kind in kinds.values() if kind not in PAPER_KINDS})
    row = error.shortages[0]
    words = {"row": row.row + 1, "wanted": row.wanted, "found": row.found, "kinds": ", ".join(left_out)}
    if left_out:
        return (
            _("These kinds of questions cannot stand on paper: %(kinds)s. Without them draw %(row)d has %(found)d of %(wanted)d.")
            % words
        )
    return _("The banks hold too few questions: draw %(row)d has %(found)d of %(wanted)d.") % words


# --- Entering --------------------------------------------------------------------------------------


@transaction.atomic
def enter_form(
    *,
    form: PaperForm,
    learner: User,
    sat_at: datetime,
    responses: Mapping[int, Mapping[str, Any]],
    by: User,
    at: datetime,
    device_failed: str = "",
) -> Attempt:
    """The attempt that stands on an answer sheet: drawn by the form, answered on paper, entered now, marked as every other.

    ``responses``: by number of the question, as its kind takes them; what is not there was left out. ``device_failed``: what
    happened to the device on which the person had begun; the sheet stands in the place of that attempt. Raises PaperRefused, and
    ResponseRefused for one that does not fit.
    """
    row = PaperForm.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=form.pk)
    if row.attempt_id is not None:
        raise PaperRefused(_("Form %(number)s was entered before. Nothing was changed.") % {"number": row.number})
    if learner.pk == by.pk:
        raise PaperRefused(_("Nobody enters an own form."))
    if not row.printed_at - MINUTE <= sat_at <= at:
        raise PaperRefused(_("It was sat after the form was printed, and before now."))
    enrolment = _enrolment(row, learner, sat_at)
    if device_failed.strip():
        row.replaces = _broken_off(row, enrolment, sat_at, {"at": at, "by": by})
        row.replaces_because = device_failed.strip()[:200]
    attempt = _begin(row, enrolment, sat_at)
    _answer(attempt, responses, sat_at, by)
    attempt = submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=by)
    attempt.submitted_at = sat_at  # waiting times run from the room, the ledger from the entry
    attempt.save(update_fields=["submitted_at"])
    row.attempt, row.entered_by, row.entered_at = attempt, by, at
    row.save(update_fields=["attempt", "replaces", "replaces_because", "entered_by", "entered_at"])
    more = {"instead_of": row.replaces.pk} if row.replaces else {}
    note("paper form entered", by=by.pk, at=at, form=row.pk, attempt=attempt.pk, user=learner.pk, **more)
    log.info("form entered", extra={"data": {"form": row.pk, "attempt": attempt.pk, "by": by.pk}})
    return attempt


def _enrolment(form: PaperForm, learner: User, sat_at: datetime) -> Enrolment:
    """Locked; at the level for which the form was drawn. Raises PaperRefused."""
    enrolment = enrol_learner(learner=learner, course=course_of(form.quiz), at=sat_at)
    if enrolment.level != form.level:
        words = {"form": form.get_level_display(), "needed": enrolment.get_level_display()}
        raise PaperRefused(_("This form was drawn for “%(form)s”; the person needs “%(needed)s”.") % words)
    return Enrolment.objects.select_for_update(of=("self",)).select_related("learner").get(pk=enrolment.pk)


def _broken_off(form: PaperForm, enrolment: Enrolment, sat_at: datetime, deed: dict[str, Any]) -> Attempt:
    """The attempt begun on a device within a day before the sheet, handed in with what was saved. Raises PaperRefused."""
    own = Attempt.objects.counting().filter(enrolment=enrolment, quiz_key=form.quiz_key, paper_form=None)
    found = own.filter(started_at__gt=sat_at - DAY, started_at__lte=sat_at).order_by("number").last()
    if found is None:
        raise PaperRefused(_("The person began nothing on a device within a day before. Leave empty what happened to it."))
    found = submit_attempt(attempt=found, client_id=uuid4(), **deed)
    if found.standing.passed:
        raise PaperRefused(_("What was saved on the device is enough to pass. No sheet stands in its place."))
    return found


def _begin(form: PaperForm, enrolment: Enrolment, sat_at: datetime) -> Attempt:
    own = Attempt.objects.filter(enrolment=enrolment, quiz_key=form.quiz_key)
    last = own.aggregate(last=Max("number"))["last"] or 0
    counting = own.counting().select_related("corrected").order_by("number")
    attempts = [attempt for attempt in counting if attempt != form.replaces]
    if any(attempt.submitted_at is None for attempt in attempts):
        raise PaperRefused(_("The person has this quiz open on a device. It must be handed in there first."))
    if refusal := refusal_of(enrolment, form.quiz, attempts, sat_at):
        raise PaperRefused(reason_in_words(refusal))
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        quiz=form.quiz,
        quiz_key=form.quiz_key,
        number=last + 1,
        seed=form.seed,
        rules=form.rules,
        started_at=sat_at,
    )
    columns = ("number", "version_id", "option_order", "row")
    AttemptItem.objects.bulk_create(AttemptItem(attempt=attempt, **values) for values in form.items.values(*columns))
    return attempt


def _answer(attempt: Attempt, responses: Mapping[int, Mapping[str, Any]], sat_at: datetime, by: User) -> None:
    """One step for each answer, as given when it was sat; the actor is who entered it."""
    steps: list[Step] = []
    for item in attempt.items.select_related("version").order_by("number"):
        if item.number in responses:
            response = KINDS[item.version.kind].clean_response(item.version.content, responses[item.number])
            ids = {"sequence": len(steps) + 1, "client_id": uuid4()}
            steps.append(Step(attempt=attempt, item=item, kind=Step.Kind.ANSWER, response=response, at=sat_at, actor=by, **ids))
    Step.objects.bulk_create(steps)
