"""Whoever watches a room and prints or enters paper, but writes no questions, is told no key and no reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.levels import Level
from people.models import User
from quizzes.kinds import KINDS
from quizzes.paper.kinds import PAPER_KINDS
from quizzes.paper.services import print_forms
from quizzes.sittings.services import close_sitting, open_sitting
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.people import training_officer
from tests.factories.quizzes import PARTS, make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground
from tests.quizzes.sittings.conftest import seated
from tests.quizzes.test_leaks_of_every_kind import OF_A_KIND, secrets_in

ClientOf = Callable[[User | None], Client]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"situation-set"}))
def test_no_page_of_the_room_tells_what_is_secret(
    kind: str, cast: Cast, ground: Ground, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, parts in OF_A_KIND.items():
        monkeypatch.setitem(PARTS, name, parts)
    at, bank = timezone.now() - timedelta(minutes=9), make_bank("canaries", "Canaries")
    make_item(bank, kind=kind, is_critical=True, rationale="reason-canary", misconception="misconception-canary")
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Room")
    room = make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer], unit=cast.alpha)
    sitting = open_sitting(training_class=room, quiz=quiz, by=cast.trainer, at=at)
    seated(sitting, cast.learner, at)
    client, own = client_of(training_officer(cast.alpha)), f"/quiz/sittings/{sitting.pk}/"
    pages = [client.get(address) for address in ("/quiz/sittings/", own, f"{own}wall/", f"{own}record/")]
    close_sitting(sitting=sitting, by=cast.trainer, at=timezone.now())
    pages += [client.get(each) for each in (own, f"{own}record/", "/quiz/corrections/", "/quiz/corrections/late/")]
    if kind in PAPER_KINDS:
        form = print_forms(quiz=quiz, training_class=room, level=Level.EVERYONE, number=1, by=cast.trainer, at=at)[0]
        pages += [client.get(f"/quiz/paper/classes/{room.pk}/"), client.get(form.get_absolute_url())]
        pages += [client.post(form.get_absolute_url(), {"typed-1": "A"})]
    assert {page.status_code for page in pages} == {200}
    assert [secrets_in(page) for page in pages] == [[] for _ in pages]
