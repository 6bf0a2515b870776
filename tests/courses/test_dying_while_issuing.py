"""Wherever the process dies while the last activity is recorded, ledger line and signed credential both stand, or neither.

Death is an exception that nobody catches, before and after every statement; the database then sees what ``kill -9`` leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from courses.models import Completion
from courses.services import enrol_learner, record_completion
from credentials.badges.signing import is_intact, revoked_places
from credentials.models import Credential, CredentialSignature
from credentials.services import revoke_credential
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued
from tests.factories.courses import make_achievement, make_course, make_lesson, make_module


class Death(BaseException):
    """Nothing in the code catches it."""


def dying(moment: int, deed: Callable[[], Any]) -> bool:
    """Does the deed and dies at a moment counted in statements, twice each; whether it died."""
    seen = 0

    def tick() -> None:
        nonlocal seen
        seen += 1
        if seen == moment + 1:  # once: what rolls back afterwards is the database's own work
            raise Death

    def around(execute: Callable[..., Any], *call: Any) -> Any:
        tick()
        result = execute(*call)
        tick()
        return result

    try:
        with transaction.atomic(), connection.execute_wrapper(around):
            deed()
    except Death:
        return True
    return False


def state() -> tuple[int, int, int]:
    return Completion.objects.count(), Credential.objects.count(), CredentialSignature.objects.count()


def test_issuing_is_whole_or_nothing_at_every_moment(cast: Cast) -> None:
    course = make_course(achievement=make_achievement(), slug="core")
    lesson = make_lesson(make_module(course, slug="module"), slug="lesson")
    enrolment = enrol_learner(learner=cast.learner, course=course, at=NOW)
    moment = 0
    while dying(moment, lambda: record_completion(enrolment=enrolment, activity=lesson, at=NOW)):
        assert state() == (0, 0, 0), moment
        moment += 1
    assert moment > 20
    assert state() == (1, 1, 1)
    record_completion(enrolment=enrolment, activity=lesson, at=NOW)
    assert state() == (1, 1, 1)
    assert is_intact(CredentialSignature.objects.get())


def test_revoking_is_whole_or_nothing_at_every_moment(cast: Cast) -> None:
    held = issued(cast.learner)
    before = bytes(held.signature.status_list.document)
    moment = 0
    while dying(moment, lambda: revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)):
        assert not Credential.objects.filter(revoked_at__isnull=False).exists(), moment
        held.signature.status_list.refresh_from_db()
        assert bytes(held.signature.status_list.document) == before, moment
        moment += 1
    assert moment > 10
    assert revoked_places() == {held.signature.status_list_id: [held.signature.index]}
    held.signature.status_list.refresh_from_db()
    assert bytes(held.signature.status_list.document) != before


@pytest.mark.parametrize("missing", ["key", "place"])
def test_when_signing_fails_nothing_is_recorded(cast: Cast, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    course = make_course(achievement=make_achievement(), slug="core")
    lesson = make_lesson(make_module(course, slug="module"), slug="lesson")
    enrolment = enrol_learner(learner=cast.learner, course=course, at=NOW)
    name = {"key": "signing_key", "place": "_free_place"}[missing]
    monkeypatch.setattr(f"credentials.badges.signing.{name}", lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record_completion(enrolment=enrolment, activity=lesson, at=NOW)
    assert state() == (0, 0, 0)
