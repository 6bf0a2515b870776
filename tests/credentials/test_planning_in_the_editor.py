"""Administrators plan in the editor too: lists, forms that append, and no way to edit or delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from credentials.models import Deployment, RenewalRule, Requirement
from people.models import User
from tests.conftest import Cast
from tests.credentials.planned import achievement, in_days, officer_of, required, tour, typed_requirement, typed_tour
from tests.factories.courses import make_achievement

ClientOf = Callable[[User | None], Client]
KINDS = ["requirement", "deployment", "renewalrule", "renewalcall"]
RULE = {"achievement_key": "core", "validity_months": "12", "window_days": "90", "grace_days": "30"}


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.administrator)


def test_a_requirement_made_here_is_like_one_made_on_the_site(cast: Cast, client: Client) -> None:
    values = typed_requirement(cast.bravo, due_on="", days_before="14", levels=["2"])
    assert client.post("/admin/requirement/new/", values).status_code == 302
    made = Requirement.objects.get()
    assert (made.unit, made.days_before, made.levels, made.starts_on) == (cast.bravo, 14, [2], timezone.localdate())
    text = client.get("/admin/requirement/").content.decode()
    assert f"/requirements/{made.pk}/end/" in text


def test_a_faulty_one_is_refused_in_words(cast: Cast, client: Client) -> None:
    text = client.post("/admin/requirement/new/", typed_requirement(cast.bravo, due_on="")).content.decode()
    assert "one of the two" in text
    assert not Requirement.objects.exists()


def test_a_tour_made_here_leads_to_its_withdrawal_on_the_site(cast: Cast, client: Client) -> None:
    assert client.post("/admin/deployment/new/", typed_tour(cast.contingent)).status_code == 302
    made = Deployment.objects.get()
    assert made.announced_on == timezone.localdate()
    assert f"/deployments/{made.pk}/withdraw/" in client.get("/admin/deployment/").content.decode()


def test_what_is_ended_or_withdrawn_leads_nowhere(cast: Cast, client: Client) -> None:
    required(cast.alpha, ends_on=in_days(0))
    tour(cast.alpha, withdrawn_on=in_days(0))
    assert "/end/" not in client.get("/admin/requirement/").content.decode()
    assert "/withdraw/" not in client.get("/admin/deployment/").content.decode()


def test_a_rule_gets_the_next_version(cast: Cast, client: Client) -> None:
    achievement()
    for months in ("12", "6"):
        assert client.post("/admin/renewalrule/new/", RULE | {"validity_months": months}).status_code == 302
    assert [(rule.version, rule.validity_months, rule.created_by) for rule in RenewalRule.objects.order_by("version")] == [
        (1, 12, cast.administrator),
        (2, 6, cast.administrator),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"window_days": "336"}, "later than the day of issue"),
        ({"validity_months": "0"}, "greater than or equal to 1"),
        ({"grace_days": "-1"}, "greater than or equal to 0"),
        ({"achievement_key": "gone"}, "valid choice"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(cast: Cast, client: Client, changes: dict[str, Any], said: str) -> None:
    achievement()
    assert said in client.post("/admin/renewalrule/new/", RULE | changes).content.decode()
    assert not RenewalRule.objects.exists()


def test_where_a_rule_decides_the_achievement_no_longer_does(cast: Cast, client: Client) -> None:
    row = make_achievement()
    client.post("/admin/renewalrule/new/", RULE)
    page = f"/admin/snippets/credentials/achievement/edit/{row.pk}/"
    assert "A rule for renewal decides." in client.get(page).content.decode()
    client.post(page, {"name": row.name, "criteria": "", "description": "", "validity_months": "99"})
    row.refresh_from_db()
    assert row.validity_months == 24


def test_a_call_is_made_on_the_page_of_the_site(client: Client) -> None:
    assert client.get("/admin/renewalcall/new/")["Location"] == "/renewals/new/"
    assert client.post("/admin/renewalcall/new/", {})["Location"] == "/renewals/new/"


@pytest.mark.parametrize("kind", ["requirement", "deployment"])
@pytest.mark.parametrize("deed", ["edit", "delete"])
def test_nothing_is_edited_or_deleted(cast: Cast, client: Client, kind: str, deed: str) -> None:
    row: Any = required(cast.alpha) if kind == "requirement" else tour(cast.alpha)
    assert client.post(f"/admin/{kind}/{deed}/{row.pk}/", {}).status_code in (302, 403)
    row.refresh_from_db()
    assert row.unit == cast.alpha


@pytest.mark.parametrize("kind", KINDS)
def test_only_administrators_have_them(cast: Cast, client_of: ClientOf, client: Client, kind: str) -> None:
    assert client.get(f"/admin/{kind}/").status_code == 200
    for user in (cast.trainer, cast.commander, officer_of(cast.alpha)):
        assert client_of(user).get(f"/admin/{kind}/").status_code in (302, 403)
        assert client_of(user).get(f"/admin/{kind}/new/").status_code in (302, 403)


@pytest.mark.parametrize(("page", "make"), [("/admin/requirement/", required), ("/admin/deployment/", tour)])
def test_the_lists_ask_a_fixed_number_of_queries(cast: Cast, client: Client, page: str, make: Callable[..., Any]) -> None:
    make(cast.alpha)
    client.get(page)
    few = queries(client, page)
    for unit in (cast.bravo, cast.platoon) * 3:
        make(unit)
    assert queries(client, page) == few


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
