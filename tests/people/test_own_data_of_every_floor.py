"""The own-data page holds what every floor keeps about a person; a floor that keeps records must register them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from people.models import User
from people.own_data import everything
from tests.conftest import Cast

FLOORS = {"account", "postings", "credentials", "enrolments", "completions", "runs", "decisions", "attempts", "answers"}
FLOORS |= {"share_links", "external_certificates", "messages", "reminders", "digests", "classes", "attendance", "class_messages"}
FLOORS |= {"corrected_results", "sittings", "paper_forms", "extra_time"}


def test_every_floor_that_keeps_records_of_a_person_hands_them_over(cast: Cast) -> None:
    assert set(everything(cast.learner)) >= FLOORS


def test_the_page_and_the_file_open_for_the_person(cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    client = client_of(cast.learner)
    assert client.get("/me/data/").status_code == 200
    assert set(client.get("/me/data/bluehelm-own-data.json").json()) >= FLOORS
