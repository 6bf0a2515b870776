"""The page of the audit log says what was done to what in the reader's language; the log itself keeps numbers and plain words."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from courses.models import Contest
from people.audit import words
from people.audit.services import note
from people.models import AuditEntry, RollImport
from quizzes.models import Correction
from quizzes.sittings.services import DEEDS
from tests.conftest import Cast
from tests.factories.stage import furnish

ClientOf = Callable[..., Client]
FLOORS = ["base", "config", "courses", "credentials", "curriculum", "law", "people", "quizzes", "readiness", "scenarios"]
TELLERS = {"note", "note_deed", "note_look", "_note", "_log", "_tell"}
EVENT = re.compile(r"[a-z]+( [a-z]+)+|appointed")
# What is put together from a state.
MADE = (
    {f"roll {state}" for state in (RollImport.State.APPLIED, RollImport.State.DISCARDED)}
    | {f"correction {state}" for state in Correction.State.values}
    | set(DEEDS.values())
    | {"sitting closed", "sitting ended by itself"}
)


def noted() -> Iterator[str]:
    """Whatever the sources hand to a function that writes into the log."""
    for folder in FLOORS:
        for path in Path(settings.BASE_DIR, folder).rglob("*.py"):
            if "audit" not in (text := path.read_text()) and "note" not in text:
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TELLERS:
                    told = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
                    yield from (each for each in told if EVENT.fullmatch(each))


def shown(client: Client, language: str = "en", **query: object) -> str:
    body = (
        client.get("/audit/", query, headers={"accept-language": language})
        .content.decode()
        .split("<tbody>")[1]
        .split("</tbody>")[0]
    )
    return " ".join(html.unescape(re.sub("<[^>]*>", "", re.sub("</t[dh]>", " ", body))).split())


def test_every_deed_has_words() -> None:
    found = set(noted()) | MADE
    assert len(found) > 60
    assert sorted(event for event in found if words.event_in_words(event) == event) == []


def test_every_row_that_the_furnished_house_names_has_words(cast: Cast) -> None:
    furnish(cast)
    told = words.told(AuditEntry.objects.all())
    assert len(told) > 10
    keys = {key for row in told for key in row.entry.data}
    assert sorted(key for key in keys if words.told([AuditEntry(event="x", data={key: 1})])[0].parts[0].words == key) == []


ENTRY = {
    "en": "Appointed to a post 7 Person: 9 · Role: Acting commander · Unit: {unit} · From: 5 March 2027",
    "fr": "Désignation à une fonction 7 Personne : 9 · Fonction : Commandant par intérim",
    "ar": "تعيين في منصب 7 الشخص: 9 · الدور: ",
}


@pytest.mark.parametrize("language", ENTRY)
def test_an_entry_speaks_the_language_of_its_reader(cast: Cast, client_of: ClientOf, language: str) -> None:
    ids = {"user": 9, "role": "acting-commander", "unit": cast.alpha.pk, "starts_on": "2027-03-05"}
    note("appointed", by=7, at=timezone.now(), **ids)
    body = shown(client_of(cast.administrator), language)
    assert ENTRY[language].format(unit=f"{cast.alpha.pk} ({cast.alpha.short_name})") in body
    assert "acting-commander" not in body
    assert "starts_on" not in body


def test_lists_yes_and_no_and_what_is_missing_are_told_as_such(cast: Cast, client_of: ClientOf) -> None:
    group = Group.objects.get(name="Trainers")
    note("grants changed", by=1, at=timezone.now(), user=9, groups=[group.pk], open=False, superuser=True)
    note("unit added", by=1, at=timezone.now(), unit=987, parent=None)
    note("slips issued", by=1, at=timezone.now(), people=list(range(1, 26)))
    note("results of a class looked at", by=1, at=timezone.now(), training_class=1, quiz=11, people=[])
    body = shown(client_of(cast.administrator))
    assert f"Person: 9 · Groups: {group.pk} (Trainers) · Account open: No · May do everything: Yes" in body
    assert "Unit: 987 · Under: –" in body
    assert "People: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 5 more" in body
    assert "Class: 1 · Quiz: 11 · People: –" in body


def test_outcomes_are_told_in_words(cast: Cast, client_of: ClientOf) -> None:
    note("contest answered", by=1, at=timezone.now(), contest=1, user=2, outcome=Contest.Outcome.STANDS.value)
    assert "Outcome: The result stands" in shown(client_of(cast.administrator))


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "Appointed to"), ("en", "appointed"), ("ar", "تعيين في منصب"), ("fr", "fonction")]
)
def test_an_event_is_found_by_the_words_on_the_page(cast: Cast, client_of: ClientOf, language: str, typed: str) -> None:
    note("appointed", by=7, at=timezone.now(), user=9)
    note("unit moved", by=7, at=timezone.now(), unit=9)
    body = shown(client_of(cast.administrator), language, event=typed)
    assert "9" in body
    assert words.event_in_words("unit moved") not in body


def test_what_no_floor_knows_any_more_is_shown_as_it_is_kept(cast: Cast, client_of: ClientOf) -> None:
    note("forgotten deed", by=1, at=timezone.now(), thing="whatever")
    assert "forgotten deed 1 thing: whatever" in shown(client_of(cast.administrator))


def test_what_an_entry_names_stands_in_the_order_of_the_floors_that_know_it() -> None:
    told = ["zone", "ends_on", "starts_on", "unit", "role", "people", "quiz", "training_class", "user", "attempt"]
    first = ["user", "training_class", "quiz", "people", "role", "unit", "starts_on", "ends_on"]
    assert words.in_order(told) == [*first, "attempt", "zone"]
