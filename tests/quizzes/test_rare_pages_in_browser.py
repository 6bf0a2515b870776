"""Pages that few people see, and nobody at a good moment: merge, pause, time over, refusals, sheets to enter, answers to mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from people.levels import Level
from quizzes.kinds import KINDS
from quizzes.models import Attempt, LateAnswer, Marking, QuizPage
from quizzes.paper.services import print_forms
from quizzes.services import save_answer, start_attempt, submit_attempt
from quizzes.sittings.services import close_sitting, open_sitting
from quizzes.timing import pause_attempt, resume_attempt
from tests.browsers import follow
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground, answer, right_ids
from tests.quizzes.sittings.conftest import seated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]
LOOKS = {"phone": {}, "dark and right to left": {"color_scheme": "dark", "locale": "ar"}}


def looked_at(page: Page, axe: Axe) -> list[str]:
    """What is wrong with the page as it stands; nothing of it is cut off at its side."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [f"{page.url} “{page.locator('h1').first.inner_text()}”: {each}" for each in axe(page)]


def begun(cast: Cast, ground: Ground, quiz: QuizPage) -> Attempt:
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=quiz, at=timezone.now())


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_an_examination_stops(
    cast: Cast, ground: Ground, open_page: OpenPage, axe: Axe, look: str
) -> None:
    ground.quiz.time_limit = 30
    ground.quiz.save()
    attempt, page, found = begun(cast, ground, ground.quiz), open_page(cast.learner, **LOOKS[look]), []
    item, right = attempt.items.get(number=1), right_ids(attempt.items.get(number=1))
    deed = {"client_id": uuid4(), "seen_sequence": 0, "at": timezone.now(), "by": cast.learner}
    page.goto(attempt.get_absolute_url())
    save_answer(attempt=attempt, number=1, response={"chosen": right}, **deed)  # type: ignore[arg-type]
    with page.expect_response(re.compile("/answer/$")):
        page.locator(f"#question-1 input:not([value='{right[0]}']):not([type=hidden])").first.check()
    follow(page.locator("button[value=next]"))
    expect(page.locator("input[name=merged-1]")).to_have_count(2)
    found += looked_at(page, axe)
    pause_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    page.goto(attempt.get_absolute_url())
    expect(page.locator("[data-wait]")).to_be_visible()
    found += looked_at(page, axe)
    resume_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    page.goto(attempt.get_absolute_url())
    expect(page.locator("form[action$='/submit/']")).to_be_visible()
    found += looked_at(page, axe)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    LateAnswer.objects.create(attempt=attempt, item=item, client_id=uuid4(), at=timezone.now())
    page.goto(f"{attempt.get_absolute_url()}result/")
    found += looked_at(page, axe)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_practice_explains_every_kind(
    cast: Cast, ground: Ground, open_page: OpenPage, axe: Axe, look: str
) -> None:
    bank, page = make_bank("every-kind", "Every kind"), open_page(cast.learner, **LOOKS[look])
    for kind in KINDS:
        make_item(bank, kind=kind, stem=f"Of the kind {kind}: what do you do?")
    attempt = begun(cast, ground, make_quiz(ground.module, [(bank, None, len(KINDS))], title="Every kind", policy="practice"))
    for item in attempt.items.select_related("version"):
        if "fractions" in item.version.answer_key:
            answer(attempt, item.number, right_ids(item)[:1], timezone.now())
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    page.goto(f"{attempt.get_absolute_url()}result/")
    expect(page.locator("article.question")).to_have_count(len(KINDS))
    assert looked_at(page, axe) == []


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_trainers_type_sheets_and_mark(
    cast: Cast, ground: Ground, open_page: OpenPage, axe: Axe, look: str
) -> None:
    at, page, found = timezone.now() - timedelta(hours=1), open_page(cast.trainer, **LOOKS[look]), []
    room = make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer])
    deed = {"training_class": room, "level": Level.EVERYONE, "number": 1, "by": cast.trainer, "at": at}
    [form] = print_forms(quiz=ground.quiz, **deed)  # type: ignore[arg-type]
    page.goto(form.get_absolute_url())
    found += looked_at(page, axe)
    page.locator("[name=learner]").select_option(str(cast.learner.pk))
    for typed in ("?", "A"):
        page.locator("[name=typed-1]").fill(typed)
        follow(page.locator("button[value=check]").last)
        found += looked_at(page, axe)
    follow(page.locator("button[value=hand-in]"))
    page.goto(form.get_absolute_url())
    found += looked_at(page, axe)
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    attempt = begun(cast, ground, make_quiz(ground.module, [(bank, None, 1)], title="With words"))
    step = {"client_id": uuid4(), "seen_sequence": 0, "at": timezone.now(), "by": cast.learner}
    save_answer(attempt=attempt, number=1, response={"text": "Because."}, **step)  # type: ignore[arg-type]
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner)
    for address in ("/quiz/to-mark/", f"/quiz/to-mark/{Marking.objects.get().pk}/"):
        page.goto(address)
        found += looked_at(page, axe)
    page.evaluate("document.querySelectorAll('main form').forEach((form) => { form.noValidate = true; })")
    follow(page.locator("main form button.button").first)
    expect(page.locator(".field-error").first).to_be_visible()
    found += looked_at(page, axe)
    assert not found, "\n".join(found)


def test_the_record_of_a_sitting_prints_what_is_signed_and_nothing_else(cast: Cast, ground: Ground, open_page: OpenPage) -> None:
    at = timezone.now() - timedelta(hours=1)
    room = make_class(ground.course, cast.administrator, cast.learner, cast.comrade, at=at, instructors=[cast.trainer])
    sitting = open_sitting(training_class=room, quiz=ground.quiz, by=cast.trainer, at=at)
    seated(sitting, cast.learner, at)
    close_sitting(sitting=sitting, by=cast.trainer, at=timezone.now(), note="A power cut.")
    page = open_page(cast.trainer, viewport={"width": 794, "height": 1123})  # A4
    page.goto(f"{sitting.get_absolute_url()}record/")
    page.emulate_media(media="print")
    for words in (
        cast.learner.name,
        cast.comrade.name,
        "A power cut.",
        "Signature of the invigilator:",
        "Signature of a witness:",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    for part in ("header nav", ".breadcrumb", "[data-print]", "footer"):
        assert not [each for each in page.locator(part).all() if each.is_visible()], part
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
