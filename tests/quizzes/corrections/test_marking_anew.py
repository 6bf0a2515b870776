"""An approved correction appends results: both ways, beside the first, and reversibly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from courses.models import Completion
from people.models import User
from quizzes.corrections.effects import effects_of, fingerprint
from quizzes.corrections.keys import key_of_item, key_with
from quizzes.corrections.services import (
    CorrectionRefused,
    ListChanged,
    approve_correction,
    propose_rekey,
    propose_reversal,
    propose_withdrawal,
)
from quizzes.models import Attempt, Correction, Item
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz, stream_of
from tests.quizzes.conftest import Begin, Ground, answer_all, right_ids
from tests.quizzes.corrections.conftest import HOUR, REASON, Sit, approved, stands, version_of


def withdrawal(ground: Ground, by: User, at: datetime, item: int = 0) -> Correction:
    return propose_withdrawal(version=version_of(ground.items[item]), reason=REASON, by=by, at=at)


def rekey(ground: Ground, by: User, at: datetime, text: str, item: int = 0) -> Correction:
    """The option with the text becomes the only right one."""
    version = version_of(ground.items[item])
    right = [option["id"] for option in version.options if option["text"] == text]
    return propose_rekey(version=version, answer_key=key_with(version, right), reason=REASON, by=by, at=at)


def test_a_proposal_changes_nothing(cast: Cast, ground: Ground, sit: Sit, now: datetime) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    withdrawal(ground, cast.trainer, now)
    assert stands(attempt) == ("60.00", False)


def test_a_withdrawn_question_counts_for_nobody(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    failed = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    passed = sit(cast.comrade, wrong=[ground.items[2].pk])
    approved(withdrawal(ground, cast.trainer, now), second, now)
    assert stands(failed) == ("75.00", False)
    assert stands(passed) == ("75.00", False)
    row = failed.corrected_results.get()
    assert row.result["withdrawn"] and row.result["maximum"] == 4


def test_another_key_lets_one_pass_and_another_fail(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    wrong_twice = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    wrong_once = sit(cast.comrade, wrong=[ground.items[1].pk])
    given = Attempt.objects.get(pk=wrong_twice.pk).items.get(version__item=ground.items[0])
    step = given.steps.get()
    text = next(o["text"] for o in given.version.options if o["id"] in step.response["chosen"])
    approved(rekey(ground, cast.trainer, now, text), second, now)
    assert stands(wrong_twice) == ("80.00", True)
    assert stands(wrong_once) == ("60.00", False)


def test_the_first_result_stays_as_it_was(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk])
    first = (attempt.percent, attempt.passed, attempt.result)
    approved(withdrawal(ground, cast.trainer, now), second, now + HOUR)
    row = Attempt.objects.get(pk=attempt.pk)
    assert (row.percent, row.passed, row.result) == first
    assert (str(row.standing.percent), row.standing.passed) == ("100.00", True)


@pytest.mark.usefixtures("earning")
def test_who_passes_now_has_the_quiz_in_the_ledger(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    for n in (0, 1):
        approved(withdrawal(ground, cast.trainer, now, item=n), second, now + HOUR)
    assert stands(attempt) == ("100.00", True)
    assert Completion.objects.get().completed_at == now + HOUR
    attempt.enrolment.refresh_from_db()
    assert attempt.enrolment.credential is not None


def test_a_result_that_does_not_change_gets_no_second_row(
    cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User
) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk])
    version = version_of(ground.items[1])
    options = [option["id"] for option in version.options]
    given = attempt.items.get(version=version)
    key = key_with(version, [*right_ids(given), next(o for o in options if o not in right_ids(given))])
    approved(propose_rekey(version=version, answer_key=key, reason=REASON, by=cast.trainer, at=now), second, now)
    assert not attempt.corrected_results.exists()


def test_a_correction_is_taken_back_by_another_one(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    attempt = sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    first = approved(withdrawal(ground, cast.trainer, now), second, now)
    approved(rekey(ground, cast.trainer, now, "Send her back"), second, now + HOUR)
    with pytest.raises(CorrectionRefused, match="decides now"):
        propose_reversal(correction=first, reason="It was right.", by=cast.trainer, at=now)
    last = Correction.objects.approved().in_order().last()
    approved(propose_reversal(correction=last, reason="No.", by=cast.trainer, at=now), second, now + 2 * HOUR)
    assert stands(attempt) == ("75.00", False)
    old = first.version.answer_key
    back = propose_rekey(version=first.version, answer_key=old, reason="It was right.", by=cast.trainer, at=now)
    approved(back, second, now + 3 * HOUR)
    assert stands(attempt) == ("60.00", False)
    assert [row.sequence for row in attempt.corrected_results.all()] == [1, 2, 3, 4]


def test_what_is_handed_in_later_is_marked_by_the_correction(
    cast: Cast, ground: Ground, sit: Sit, begin: Begin, now: datetime
) -> None:
    sit(cast.comrade)
    under_way = begin(cast.learner, ground.quiz)
    approved(withdrawal(ground, cast.trainer, now), cast.administrator, now)
    answer_all(under_way, now)
    done = submit_attempt(attempt=under_way, client_id=under_way.public_id, at=now + HOUR, by=cast.learner)
    assert (done.result["maximum"], done.result["withdrawn"] != [], str(done.percent)) == (4, True, "100.00")


def test_a_list_that_grew_is_looked_at_again(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    sit(cast.learner, wrong=[ground.items[0].pk])
    proposal = withdrawal(ground, cast.trainer, now)
    seen = fingerprint(effects_of(proposal))
    late = sit(cast.comrade, wrong=[ground.items[0].pk])
    with pytest.raises(ListChanged):
        approve_correction(correction=proposal, by=second, at=now, seen=seen)
    assert stands(late) == ("80.00", True)


def test_nobody_fails_on_an_empty_sheet(cast: Cast, ground: Ground, begin: Begin, now: datetime, second: User) -> None:
    bank = make_bank("one", "One")
    item = make_item(bank)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)]))
    answer_all(attempt, now)
    submit_attempt(attempt=attempt, client_id=attempt.public_id, at=now, by=cast.learner)
    approved(propose_withdrawal(version=version_of(item), reason=REASON, by=cast.trainer, at=now), second, now)
    assert stands(attempt) == ("100.00", True)


# --- The item in the bank --------------------------------------------------------------------------


def test_a_withdrawn_item_is_drawn_no_longer(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    sit(cast.learner)
    approved(withdrawal(ground, cast.trainer, now), second, now)
    assert [item.status for item in Item.objects.order_by("pk")][:2] == ["retired", "ready"]


def test_the_way_back_into_the_bank_is_told_where_it_is_withdrawn_and_where_that_is_taken_back(
    cast: Cast, ground: Ground, sit: Sit, now: datetime, client_of: Callable[..., Client]
) -> None:
    sit(cast.learner)
    first = approved(withdrawal(ground, cast.trainer, now), cast.administrator, now)
    back = propose_reversal(correction=first, reason="It was right.", by=cast.trainer, at=now)
    other = rekey(ground, cast.trainer, now, "Send her back", item=1)
    client = client_of(cast.administrator)
    told = ["set it to draft" in client.get(one.get_absolute_url()).content.decode() for one in (first, back, other)]
    assert told == [True, True, False]


def test_an_item_mended_meanwhile_goes_on(cast: Cast, ground: Ground, sit: Sit, now: datetime, second: User) -> None:
    sit(cast.learner)
    Item.objects.filter(pk=ground.items[0].pk).update(stem="A better question?")
    approved(withdrawal(ground, cast.trainer, now), second, now)
    assert Item.objects.get(pk=ground.items[0].pk).status == "ready"


def mended(item: Item, options: list[tuple[str, bool]], **changed: Any) -> None:
    item.options = Item._meta.get_field("options").to_python(stream_of(options))
    for name, value in changed.items():
        setattr(item, name, value)
    item.save()


def test_the_key_of_the_bank_is_taken_where_the_question_is_the_same(cast: Cast, ground: Ground, sit: Sit, now: datetime) -> None:
    sit(cast.learner)
    version = version_of(ground.items[0])
    texts = [("Search her with respect", False), ("Let her pass unsearched", True), ("Send her back", False)]
    mended(ground.items[0], texts)
    key = key_of_item(version)
    assert [o["text"] for o in version.options if key["fractions"][o["id"]] > 0] == ["Let her pass unsearched"]
    mended(ground.items[0], texts, stem="Another question?")
    version = type(version).objects.get(pk=version.pk)
    with pytest.raises(CorrectionRefused, match="itself has changed"):
        key_of_item(version)
