"""Every address of the configuration × the cast × what it answers. The table: tests/access_table.py."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from tests.access import CAST, Cabinet, Pattern, Row, address, filled, patterns, read_groups, read_table, verdict
from tests.access_table import EDITOR, EDITOR_PARTS, RAISES_ON_PURPOSE, TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish, officials_of

OUTSIDERS = ("stranger", "learner", "comrade", "commander", "other_commander", "officer", "auditor")
EDITORS = ("trainer", "administrator", "reviewer")
ROWS = read_table(TABLE)
NAMED = {row.name for row in ROWS}
GROUPS = read_groups(EDITOR, EDITORS)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Refusals are what these tests are about; they need no line each in the report."""
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture
def stage(cast: Cast) -> dict[str, Any]:
    officials = officials_of(cast)  # first: what is contested goes to the officer
    return furnish(cast) | officials


@pytest.fixture
def cabinet(stage: dict[str, Any], client_of: Callable[..., Any]) -> Cabinet:
    return Cabinet(stage, client_of)


def group_of(pattern: Pattern) -> str | None:
    """The longest start of the address that stands in the editor's table."""
    return max((prefix for prefix in GROUPS if pattern.route.startswith(prefix)), key=len, default=None)


def in_editor() -> list[Pattern]:
    """What stands under admin/ and has no row of its own; our doors stand before Wagtail's of the same address."""
    own = [p.route for p in patterns() if p.name in NAMED and re.match(r"\^?admin/", p.route)] + sorted(EDITOR_PARTS)
    return [p for p in patterns() if p.route.startswith("admin/") and not any(re.fullmatch(each, p.route) for each in own)]


# --- The table is whole --------------------------------------------------------------------------


def test_every_address_stands_in_the_table() -> None:
    missing = [p for p in patterns() if not p.route.startswith("admin/") and p.name not in NAMED]
    missing += [p for p in in_editor() if group_of(p) is None]
    advice = "\n".join(f"  {p.name}  GET  …  in 200 404 404 404 404 200      # {p.route}" for p in missing)
    assert not missing, (
        f"These addresses have no row in tests/access_table.py ({', '.join(CAST)}); "
        f"add one for each method and kind of object:\n{advice}"
    )


def test_the_table_names_no_address_that_is_gone() -> None:
    known, routes = {p.name for p in patterns()}, [p.route for p in patterns()]
    gone = [str(row) for row in ROWS if row.name not in known]
    gone += [prefix for prefix in GROUPS if not any(route.startswith(prefix) for route in routes)]
    assert not gone


# --- The table is true ---------------------------------------------------------------------------


def answers_of(row: Row, stage: dict[str, Any], cabinet: Cabinet) -> tuple[str, ...]:
    path, data = address(row, stage), {} if row.method == "POST" else None
    return tuple(verdict(cabinet.ask(who, row.method, path, data)) for who in CAST)


def test_everybody_gets_what_the_table_says(stage: dict[str, Any], cabinet: Cabinet) -> None:
    wrong = []
    for row in ROWS:
        got = answers_of(row, stage, cabinet)
        wrong += [
            f"{row}: {who} should get {expected}, got {answer}"
            for who, expected, answer in zip(CAST, row.expected, got, strict=True)
            if expected != answer
        ]
    assert not wrong, "\n".join(wrong)


# --- The editor ----------------------------------------------------------------------------------


def editor_address(pattern: Pattern, stage: dict[str, Any]) -> str:
    """A real address of the pattern: the objects that its arguments mean, as far as the stage has them."""
    values: dict[str, Any] = {
        **dict.fromkeys(("page_id", "page_to_move_id", "page_pk"), stage["lesson"].pk),
        **dict.fromkeys(("revision_id_a", "revision_id_b"), "live"),
        "parent_page_id": stage["module"].pk,
        "destination_id": stage["course"].pk,
        "document_id": stage["sound"].pk,
        "content_type_app_name": "courses",
        "content_type_model_name": "lessonpage",
        "app_label": "wagtailcore",
        "model_name": "page",
        "action": "delete",
    }
    return filled(pattern.route, values | {"pk": _pk(pattern.route, stage)})


def _pk(route: str, stage: dict[str, Any]) -> Any:
    snippet = re.match(r"admin/snippets/(?:choose/)?(\w+)/(\w+)/", route)
    own = re.match(r"admin/(unit|posting|rank|country)/", route)
    planned = re.match(r"admin/(requirement|deployment|renewalrule|renewalcall)/", route)
    if snippet or own or planned:
        names = snippet.groups() if snippet else ("people", own[1]) if own else ("credentials", planned[1])  # type: ignore[index]
        model = apps.get_model(*names)
        return model._default_manager.values_list("pk", flat=True).first() or 1
    return stage["learner"].pk if route.startswith("admin/users/") else stage["lesson"].pk


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_but_editors_gets_an_answer_in_the_editor(stage: dict[str, Any], cabinet: Cabinet, method: str) -> None:
    leaks = []
    for pattern in in_editor():
        path, data = editor_address(pattern, stage), {} if method == "POST" else None
        got = {who: verdict(cabinet.ask(who, method, path, data)) for who in OUTSIDERS}
        leaks += [f"{method} {path}: {who} got {answer}" for who, answer in got.items() if answer not in {"in", "404"}]
    assert not leaks, "\n".join(leaks)


def is_refused(answer: Any) -> bool:
    """Wagtail refuses an editor by leading to the editor's front page; what is not there is refused as well."""
    return answer.status_code in {403, 404, 405} or verdict(answer) == "no"


@pytest.mark.parametrize("who", EDITORS)
def test_an_editor_reaches_what_the_table_opens_and_nothing_else(stage: dict[str, Any], cabinet: Cabinet, who: str) -> None:
    faults, refused = [], defaultdict(list)
    for pattern in in_editor():
        if (prefix := group_of(pattern)) is None:
            continue
        path = editor_address(pattern, stage)
        answer = cabinet.ask(who, "GET", path)
        refused[prefix].append(verdict(answer) == "no")
        if answer.status_code >= 500 and pattern.route not in RAISES_ON_PURPOSE:
            faults.append(f"{path}: {answer.status_code}")
        if GROUPS[prefix][who] == "shut" and not is_refused(answer):
            faults.append(f"{path} answers {answer.status_code}; “{prefix}” is shut")
    closed = {prefix for prefix, each in refused.items() if all(each)}
    faults += [f"“{p}” should be open, and refuses everything" for p in closed if GROUPS[p][who] == "open"]
    assert not faults, "\n".join(faults)


def test_the_parts_of_the_editor_hold_no_data(stage: dict[str, Any], cabinet: Cabinet) -> None:
    for route in EDITOR_PARTS:
        bodies = {cabinet.ask(who, "GET", f"/{route}").content for who in ("learner", "comrade", "administrator")}
        assert len(bodies) == 1, route
        assert verdict(cabinet.ask("stranger", "GET", f"/{route}")) == "in"
