"""Open answers: handed in they wait for a trainer, who marks by the rubric and sees no name; then the result stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from courses.models import Completion
from people.groups import TRAINERS
from people.models import User
from quizzes.hand_marking.services import AlreadyMarked, hand_on, mark_answer
from quizzes.kinds import KINDS, ResponseRefused
from quizzes.kinds.open_answer import share_of_points
from quizzes.models import Attempt, Marking
from quizzes.permissions import Reason
from quizzes.refusals import CannotStart
from quizzes.services import save_answer, submit_attempt
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.quizzes import make_bank, make_item, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, right_ids
from tests.quizzes.items import plain_item

ClientOf = Callable[[User | None], Client]
KIND = KINDS["open-answer"]
TEXT = "I write down what I saw and tell my commander at once."


@pytest.fixture
def handed_in(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    """One choice answered rightly, one open answer of two criteria with two points each."""
    bank = make_bank("mixed", "Mixed")
    make_items(bank, 1)
    make_items(bank, 1, kind="open-answer")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 2)], title="Mixed", pass_mark=80))
    for item in attempt.items.select_related("version"):
        is_open = item.version.kind == "open-answer"
        response = {"text": TEXT} if is_open else {"chosen": right_ids(item)}
        deed = {"client_id": uuid4(), "seen_sequence": 0, "at": now, "by": cast.learner}
        save_answer(attempt=attempt, number=item.number, response=response, **deed)
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)


def mark(cast: Cast, points: list[int], at: datetime) -> Marking:
    return mark_answer(marking=Marking.objects.get(), points=points, comment="", by=cast.trainer, at=at)


def test_an_attempt_with_an_open_answer_is_neither_passed_nor_failed_at_first(cast: Cast, handed_in: Attempt) -> None:
    assert (handed_in.passed, handed_in.percent, handed_in.pending) == (None, None, 1)
    assert Marking.objects.get().marker == cast.trainer
    assert handed_in not in Attempt.objects.submitted()


@pytest.mark.parametrize(("points", "result"), [([2, 2], (100, True)), ([1, 2], (87.5, True)), ([0, 1], (62.5, False))])
def test_with_the_last_mark_the_result_stands(
    cast: Cast, handed_in: Attempt, now: datetime, points: list[int], result: tuple[float, bool]
) -> None:
    mark(cast, points, now + timedelta(days=1))
    handed_in.refresh_from_db()
    assert (float(handed_in.percent or 0), handed_in.passed, handed_in.pending) == (*result, 0)
    assert Completion.objects.filter(enrolment=handed_in.enrolment).exists() is result[1]


def test_an_answer_is_marked_once(cast: Cast, handed_in: Attempt, now: datetime) -> None:
    mark(cast, [0, 0], now)
    with pytest.raises(AlreadyMarked):
        mark(cast, [2, 2], now)
    handed_in.refresh_from_db()
    assert handed_in.passed is False


@pytest.mark.parametrize("points", [[], [1], [3, 0], [-1, 1], [1, 1, 1]])
def test_points_fit_the_rubric(points: list[int]) -> None:
    _content, key = KIND.freeze(plain_item(criteria=[{"text": "A", "points": 2}, {"text": "B", "points": 2}]))
    with pytest.raises(ValueError, match="rubric"):
        share_of_points(key, points)


def test_an_empty_answer_waits_for_nobody(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Open"))
    done = submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    assert (done.passed, done.percent) == (False, 0)
    assert not Marking.objects.exists()


def test_nobody_begins_again_while_an_answer_is_being_marked(handed_in: Attempt, begin: Begin) -> None:
    with pytest.raises(CannotStart) as refusal:
        begin(handed_in.enrolment.learner, handed_in.quiz)
    assert refusal.value.reason == Reason.PENDING


def test_the_learner_is_told_that_the_result_is_still_to_come(
    cast: Cast, handed_in: Attempt, client_of: ClientOf, now: datetime
) -> None:
    client = client_of(cast.learner)
    for address in (f"{handed_in.get_absolute_url()}result/", handed_in.quiz.get_url()):
        page = client.get(address).content.decode()
        assert "Handed in" in page
        assert "Not passed" not in page
    mark(cast, [2, 2], now)
    assert "Passed" in client.get(f"{handed_in.get_absolute_url()}result/").content.decode()


def test_the_marker_sees_the_answer_and_the_rubric_but_no_name(cast: Cast, handed_in: Attempt, client_of: ClientOf) -> None:
    client, marking = client_of(cast.trainer), Marking.objects.get()
    pages = [client.get(path).content.decode() for path in ("/quiz/to-mark/", f"/quiz/to-mark/{marking.pk}/")]
    assert TEXT in pages[1]
    assert "Names the rule" in pages[1]
    learner = handed_in.enrolment.learner
    told = [learner.name, learner.name.split()[-1], learner.service_number, str(handed_in.public_id)]
    assert not [word for word in told for page in pages if word in page]


def test_the_rubric_keeps_its_own_language_and_direction(cast: Cast, handed_in: Attempt, client_of: ClientOf) -> None:
    address = f"/quiz/to-mark/{Marking.objects.get().pk}/"
    page = client_of(cast.trainer).get(address, headers={"accept-language": "ar"}).content.decode()
    assert '<bdi lang="en">Names the rule</bdi>' in page


def test_a_trainer_marks_on_the_page(cast: Cast, handed_in: Attempt, client_of: ClientOf) -> None:
    client, address = client_of(cast.trainer), f"/quiz/to-mark/{Marking.objects.get().pk}/"
    assert client.post(address, {"points-0": "2"}).status_code == 200
    assert client.post(address, {"points-0": "9", "points-1": "2"}).status_code == 200
    assert client.post(address, {"points-0": "2", "points-1": "1", "comment": "Name the rule."}).status_code == 302
    assert Marking.objects.get().points == [2, 1]
    assert client.get(address).status_code == 404


def test_only_the_trainer_to_whom_it_was_assigned_reads_an_answer(cast: Cast, handed_in: Attempt, client_of: ClientOf) -> None:
    other = UserFactory(name="Omar Said")
    other.groups.add(Group.objects.get(name=TRAINERS))
    address = f"/quiz/to-mark/{Marking.objects.get().pk}/"
    assert client_of(other).get(address).status_code == 404
    assert client_of(handed_in.enrolment.learner).get(address).status_code == 404
    assert client_of(cast.administrator).get(address).status_code == 200


def test_answers_are_spread_over_the_trainers_and_never_given_to_the_learner(
    cast: Cast, ground: Ground, begin: Begin, now: datetime
) -> None:
    cast.learner.groups.add(Group.objects.get(name=TRAINERS))
    cast.comrade.groups.add(Group.objects.get(name=TRAINERS))
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Open")
    for learner in (cast.learner, cast.commander):
        attempt = begin(learner, quiz)
        deed = {"client_id": uuid4(), "seen_sequence": 0, "at": now, "by": learner}
        save_answer(attempt=attempt, number=1, response={"text": TEXT}, **deed)
        submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=learner)
    first, second = Marking.objects.order_by("pk")
    assert first.marker != cast.learner
    assert second.marker != first.marker


def test_a_marker_who_knows_the_hand_gives_the_answer_on(cast: Cast, handed_in: Attempt, now: datetime) -> None:
    assert hand_on(marking=Marking.objects.get(), by=cast.trainer, at=now) == cast.administrator
    assert Marking.objects.get().marker == cast.administrator


def test_an_answer_has_room_for_some_hundred_words_and_no_more() -> None:
    assert KIND.clean_response({}, {"text": "  one \r\n two  "}) == {"text": "one\n two"}
    for fits in ("word " * 1000, "كلمة " * 500):
        assert KIND.clean_response({}, {"text": fits})["text"] == fits.strip()
    for long in ("word " * 1100, "كلمة " * 620, "\n" * 10 + "“" * 2000):
        with pytest.raises(ResponseRefused, match="too long"):
            KIND.clean_response({}, {"text": long})


def test_a_trainer_learns_on_the_editors_home_that_answers_wait(
    cast: Cast, handed_in: Attempt, client_of: ClientOf, now: datetime
) -> None:
    assert "1 answer waits for your mark." in client_of(cast.trainer).get("/admin/").content.decode()
    mark(cast, [2, 2], now)
    assert "for your mark" not in client_of(cast.trainer).get("/admin/").content.decode()


def test_neither_rubric_nor_model_answer_is_shown_to_who_answers(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf
) -> None:
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Open", policy="practice"))
    page = client_of(cast.learner).get(attempt.get_absolute_url()).content.decode()
    assert 'name="item-1"' in page
    assert not [secret for secret in ("canary-model", "Names the rule", "Says whom to tell") if secret in page]
