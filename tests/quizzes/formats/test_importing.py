"""A file into a bank: the dry run says what will be, and taking it over does that and no more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from wagtail.models import Revision

from people.models import User
from quizzes.formats import Verdict, own_json
from quizzes.importing import plan_import, send_file, take_over
from quizzes.models import Item, ItemBank, ItemSource, QuestionFile
from tests.conftest import Cast
from tests.factories.courses import english, make_topic
from tests.factories.quizzes import make_bank

pytestmark = pytest.mark.django_db
BANK = """::Bridge::Who guards the bridge?{=We#It is our post. ~They#They left. ~Nobody#Then it falls.}

How many guards?{#4:1}

::Broken::Who?{~me ~=you}

A text without a question.

::Again::Who guards the bridge?{=We#It is our post. ~They#They left. ~Nobody#Then it falls.}

::Bridge::Who guards the bridge?{=We#It is our post. ~They#They left. ~Nobody#Then it falls.}
"""


def sent(bank: ItemBank, by: User, at: datetime, text: str = BANK, name: str = "bank.txt") -> QuestionFile:
    return send_file(bank=bank, topic=make_topic(), locale=english(), level=2, name=name, content=text.encode(), by=by, at=at)


def test_the_dry_run_writes_nothing_and_accounts_for_every_question() -> None:
    plan = plan_import(content=BANK.encode(), name="bank.txt", language="en")
    assert plan.counts == {"accepted": 4, "draft": 1, "refused": 1, "known": 1}
    assert [line.found.line for line in plan.lines] == [1, 3, 5, 7, 9, 11]
    assert not Item.objects.exists()


@pytest.mark.parametrize("folder", ["gift-peg", "moodle-gift", "moodle-aiken", "moodle-xml", "qti21-ims", "qti21-packages"])
def test_of_every_file_of_the_oracle_no_question_is_lost(oracles: Path, folder: str) -> None:
    for path in (oracles / "questions" / folder).iterdir():
        plan = plan_import(content=path.read_bytes(), name=path.name, language="en")
        counts = plan.counts
        assert counts["accepted"] + counts["draft"] + counts["refused"] == len(plan.lines)
        assert bool(plan.lines) != bool(plan.fault)
        assert all(line.found.reasons for line in plan.lines if line.verdict != Verdict.ACCEPTED)


def test_taking_over_makes_drafts_of_what_was_accepted_or_drafted(cast: Cast, now: datetime) -> None:
    bank = make_bank()
    file = take_over(file=sent(bank, cast.trainer, now), by=cast.trainer, at=now)
    items = list(Item.objects.filter(bank=bank).order_by("pk"))
    assert [item.key for item in items] == ["bridge", "how-many-guards", "broken", "again"]
    assert {(item.status, item.live, item.level) for item in items} == {(Item.Status.DRAFT, False, 2)}
    assert not Item.objects.ready().exists()
    assert items[0].options.raw_data[0]["value"]["rationale"] == "It is our post."
    assert Counter(line["verdict"] for line in file.lines) == {"accepted": 4, "draft": 1, "refused": 1}
    assert ItemSource.objects.get(item=items[2]).warnings
    assert bytes(file.content) == b""


def test_taking_over_the_same_file_again_creates_nothing(cast: Cast, now: datetime) -> None:
    bank = make_bank()
    take_over(file=sent(bank, cast.trainer, now), by=cast.trainer, at=now)
    before = Item.objects.count()
    again = take_over(file=sent(bank, cast.administrator, now, name="other.txt"), by=cast.administrator, at=now)
    assert Item.objects.count() == before
    assert all(line["item"] for line in again.lines if line["verdict"] != "refused")
    take_over(file=again, by=cast.trainer, at=now)
    assert Item.objects.count() == before


def test_an_item_that_was_edited_since_does_not_come_in_again(cast: Cast, now: datetime) -> None:
    bank = make_bank()
    take_over(file=sent(bank, cast.trainer, now), by=cast.trainer, at=now)
    Item.objects.filter(key="bridge").update(stem="Who guards the bridge at night?")
    take_over(file=sent(bank, cast.trainer, now), by=cast.trainer, at=now)
    assert Item.objects.filter(bank=bank).count() == 4


def test_whoever_brings_questions_in_counts_as_their_author(cast: Cast, now: datetime) -> None:
    take_over(file=sent(make_bank(), cast.trainer, now), by=cast.trainer, at=now)
    assert Revision.objects.filter(user=cast.trainer, base_content_type__model="item").count() == 4


def test_a_new_file_takes_the_place_of_one_that_waits(cast: Cast, now: datetime) -> None:
    bank = make_bank()
    sent(bank, cast.trainer, now)
    second = sent(bank, cast.trainer, now)
    assert list(QuestionFile.objects.visible_to(cast.trainer)) == [second]
    assert not QuestionFile.objects.visible_to(cast.administrator).exists()


def test_where_the_house_shelved_a_question_it_goes_again(cast: Cast, now: datetime) -> None:
    topic = make_topic("detention", "Detention")
    text = (
        '{"format": "bluehelm-questions", "version": 1, "questions": [{"kind": "true-false", "stem": {"text": "Right?"},'
        '"answers": [{"text": {"text": "true"}, "share": 1}, {"text": {"text": "false"}}],'
        '"shelf": {"key": "right", "topic": "detention", "level": 3, "is_critical": true, "rules": ["no-such-rule"]}}]}'
    )
    file = take_over(file=sent(make_bank(), cast.trainer, now, text, "bank.json"), by=cast.trainer, at=now)
    item = Item.objects.get(key="right")
    assert (item.topic, item.level, item.is_critical) == (topic, 3, True)
    assert "no-such-rule" in file.lines[0]["reasons"][0]


def test_what_the_house_cannot_ask_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = own_json.write([])[: -len("\n]}\n")] + '{"kind": "single", "stem": {"text": "Who?"}, "answers": []}]}'
    plan = plan_import(content=text.encode(), name="bank.json", language="en")
    assert plan.counts["draft"] == 1
    assert not plan.fault
