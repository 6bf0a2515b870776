"""A page that prints, pressed twice or sent again, draws one stack; a newly opened page draws another."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from courses.models import TrainingClass
from people.models import User
from quizzes.models import PaperForm
from tests.conftest import Cast
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


def asked(client: Client, url: str, ground: Ground, number: int = 2) -> dict[str, object]:
    """The form of a newly opened page, filled in."""
    found = re.search(r'name="client_id" value="([^"]+)" autocomplete="off"', client.get(url).content.decode())
    assert found is not None
    return {"quiz": ground.quiz.pk, "level": 1, "number": number, "client_id": found[1]}


def test_sent_twice_it_is_one_stack_and_opened_anew_another(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, client_of: ClientOf
) -> None:
    client, url = client_of(cast.trainer), f"/quiz/paper/classes/{alpha_class.pk}/"
    form = asked(client, url, ground)
    first, second = client.post(url, form), client.post(url, form)
    assert PaperForm.objects.count() == 2
    assert first.content == second.content
    client.post(url, asked(client, url, ground))
    assert PaperForm.objects.count() == 4


def test_another_number_on_the_same_page_is_another_stack(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, client_of: ClientOf
) -> None:
    client, url = client_of(cast.trainer), f"/quiz/paper/classes/{alpha_class.pk}/"
    form = asked(client, url, ground)
    for number in (2, 3, 2):
        client.post(url, form | {"number": number})
    assert PaperForm.objects.count() == 5


def test_whoever_sends_somebody_elses_id_draws_an_own_stack(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, client_of: ClientOf
) -> None:
    url = f"/quiz/paper/classes/{alpha_class.pk}/"
    form = asked(client_of(cast.trainer), url, ground)
    for person in (cast.trainer, cast.administrator):
        client_of(person).post(url, form)
    assert set(PaperForm.objects.values_list("printed_by", flat=True)) == {cast.trainer.pk, cast.administrator.pk}


@pytest.mark.django_db(transaction=True)
def test_four_at_once_are_one_stack(cast: Cast, ground: Ground, alpha_class: TrainingClass, client_of: ClientOf) -> None:
    url = f"/quiz/paper/classes/{alpha_class.pk}/"
    form = asked(client_of(cast.trainer), url, ground)

    def send(client: Client) -> int:
        try:
            return client.post(url, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, [client_of(cast.trainer) for _ in range(4)]))
    assert answers == [200] * 4
    assert PaperForm.objects.count() == 2
