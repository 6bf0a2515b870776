"""A word to everybody in the class: one copy each, as it was written, read or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from courses.classes.services import ClassClosed, close_class, message_class, remove_member
from courses.models import ClassMessage, TrainingClass
from people.models import Notice, User
from tests.conftest import TODAY, Cast
from tests.factories.classes import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast: Cast, alpha_class: TrainingClass, now: datetime) -> ClassMessage:
    return message_class(training_class=alpha_class, text="Demain à 8 h.", language="fr", by=cast.trainer, at=now)


def test_everybody_in_the_class_gets_a_copy(cast: Cast, message: ClassMessage) -> None:
    assert {copy.user for copy in message.notices.all()} == {cast.learner, cast.comrade}
    assert set(Notice.objects.values_list("text", "language", "sent_by")) == {("Demain à 8 h.", "fr", cast.trainer.pk)}


def test_who_has_left_gets_none(cast: Cast, alpha_class: TrainingClass, now: datetime) -> None:
    remove_member(member=member(alpha_class, cast.comrade), on=TODAY)
    sent = message_class(training_class=alpha_class, text="Tomorrow.", language="en", by=cast.trainer, at=now)
    assert [copy.user for copy in sent.notices.all()] == [cast.learner]


def test_a_closed_class_hears_nothing_more(cast: Cast, alpha_class: TrainingClass, now: datetime) -> None:
    close_class(training_class=alpha_class, at=now)
    with pytest.raises(ClassClosed):
        message_class(training_class=alpha_class, text="Tomorrow.", language="en", by=cast.trainer, at=now)


def test_the_instructor_sees_how_many_have_read_it(
    cast: Cast, alpha_class: TrainingClass, message: ClassMessage, client_of: Callable[[User], Client]
) -> None:
    client_of(cast.learner).post("/me/messages/read/")
    assert "read by 1 of 2" in client_of(cast.trainer).get(alpha_class.get_absolute_url()).content.decode()


def test_the_page_sends_it(cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    url = f"{alpha_class.get_absolute_url()}message/"
    client_of(cast.trainer).post(url, {"text": "<b>Bring water</b>", "language": "en"})
    assert "&lt;b&gt;Bring water&lt;/b&gt;" in client_of(cast.learner).get("/me/messages/").content.decode()


def test_the_same_word_sent_twice_arrives_once(
    cast: Cast, alpha_class: TrainingClass, message: ClassMessage, now: datetime
) -> None:
    again = message_class(training_class=alpha_class, text="Demain à 8 h.", language="fr", by=cast.trainer, at=now)
    assert again == message
    assert Notice.objects.filter(user=cast.learner).count() == 1
