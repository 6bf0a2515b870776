"""Where nothing is chosen yet a select says so in words, not in dashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from people.models import Unit
from tests.access import address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish

DASHES = "---------"
FOR_ADMINISTRATORS = [
    "/external/new/",
    "/requirements/new/",
    "/deployments/new/",
    "/roll/",
    "/units/people/{learner}/",
    "/admin/users/new/",
    "/admin/users/edit/{learner}/",
    "/admin/posting/",
    "/admin/snippets/quizzes/item/",
    "/admin/snippets/law/rule/",
    "/admin/snippets/law/rule/add/",
    "/admin/snippets/law/instrument/add/",
]
READERS = {"learner": 1, "commander": 3, "trainer": 5, "administrator": 6}  # column of the access table


class OfEachKind(forms.Form):
    must = forms.ModelChoiceField(Unit.objects.none())
    may = forms.ModelChoiceField(Unit.objects.none(), required=False)
    named = forms.ModelChoiceField(Unit.objects.none(), empty_label="Anywhere")
    plain = forms.ChoiceField(choices=[("", DASHES), ("a", "A")])
    grouped = forms.ChoiceField(choices=[("", DASHES), ("Group", [("a", "A")])], required=False)


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["Choose", "Not chosen"]), ("fr", ["Choisir", "Non précisé"]), ("ar", ["اختر", "غير محدد"])]
)
def test_it_asks_where_it_must_and_says_so_where_it_may(db: None, language: str, words: list[str]) -> None:
    form = OfEachKind()
    with translation.override(language):
        drawn = {name: str(form[name]) for name in form.fields}
    must, may = words
    for name, label in {"must": must, "may": may, "named": "Anywhere", "plain": must, "grouped": may}.items():
        assert f">{label}</option>" in drawn[name]
        assert DASHES not in drawn[name]


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
def test_no_page_of_those_who_work_here_shows_dashes(cast: Cast, client_of: Callable[..., Client], path: str) -> None:
    furnish(cast)
    answer = client_of(cast.administrator).get(path.format(learner=cast.learner.pk))
    assert answer.status_code == 200
    assert "<select" in answer.content.decode()
    assert DASHES not in answer.content.decode()


@pytest.mark.parametrize("who", READERS)
def test_no_page_of_ours_shows_dashes(cast: Cast, client_of: Callable[..., Client], who: str) -> None:
    stage, client = furnish(cast), client_of(getattr(cast, who))
    rows = [row for row in read_table(TABLE) if row.method == "GET" and row.expected[READERS[who]] == "200"]
    dashed = []
    for row in rows:
        answer = client.get(address(row, stage))
        if not answer.streaming and f">{DASHES}<".encode() in answer.content:
            dashed.append(row.name)
    assert dashed == []
    assert len(rows) > 30


def test_lists_to_filter_by_offer_all(cast: Cast, client_of: Callable[..., Client]) -> None:
    assert ">All</option>" in client_of(cast.administrator).get("/admin/snippets/quizzes/item/").content.decode()
