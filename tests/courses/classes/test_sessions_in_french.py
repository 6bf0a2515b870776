"""French has words of its own for the sessions of a class and their hours; those of a sign-in are called otherwise."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from courses.models import TrainingClass
from people.models import User

FRENCH = {"accept-language": "fr"}


def test_sessions_and_hours_are_named_as_of_a_class(
    client_of: Callable[..., Client], officer: User, alpha_class: TrainingClass
) -> None:
    client = client_of(officer)
    assert '<h2 id="sessions">Séances</h2>' in client.get(alpha_class.get_absolute_url(), headers=FRENCH).content.decode()
    form = client.get(f"/classes/{alpha_class.pk}/sessions/", headers=FRENCH).content.decode()
    assert '<label class="field-label" for="id_starts">Début</label>' in form
    assert '<label class="field-label" for="id_ends">Fin</label>' in form


def test_those_of_a_sign_in_are_your_sessions(client_of: Callable[..., Client], officer: User) -> None:
    assert "<strong>Vos sessions</strong>" in client_of(officer).get("/me/", headers=FRENCH).content.decode()
