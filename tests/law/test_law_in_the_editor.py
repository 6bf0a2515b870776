"""Legal reviewers keep instruments, rules and topics; trainers choose them; nothing that is cited disappears."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from law.models import Instrument, Rule, Topic
from people.groups import LEGAL_REVIEWERS
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_course, make_lesson, make_module, make_rule, make_topic
from tests.factories.people import UserFactory

ClientOf = Callable[[User | None], Client]
RULES, INSTRUMENTS, TOPICS = (f"/admin/snippets/law/{name}/" for name in ("rule", "instrument", "topic"))
CHOOSE = "/admin/snippets/choose/law/rule/"


@pytest.fixture
def reviewer(cast: Cast) -> User:
    user = UserFactory(name="Marta Costa")
    user.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return user


def rule_form(**changes: Any) -> dict[str, Any]:
    return {
        "provision": "Art 57(2)(c)",
        "citation": "",
        "slug": "",
        "url": "",
        "title": "Warning before an attack",
        "gist": "Warn civilians in time.",
        "applies": "iac",
        "order": "0",
        "review_note": "",
    } | changes


def instrument_form(**changes: Any) -> dict[str, Any]:
    values = {"key": "ap-iii", "short_title": "AP III", "title": "Protocol III", "kind": "treaty", "year": "2005"}
    return values | {"issuer": "", "url": "https://law.example/", "gist": "The red crystal.", "order": "0"} | changes


def test_a_reviewer_adds_an_instrument_a_topic_and_a_rule(reviewer: User, client_of: ClientOf) -> None:
    client = client_of(reviewer)
    assert client.post(f"{INSTRUMENTS}add/", instrument_form()).status_code == 302
    assert client.post(f"{TOPICS}add/", {"key": "emblems", "name": "Protective emblems"}).status_code == 302
    instrument, topic = Instrument.objects.get(key="ap-iii"), Topic.objects.get(key="emblems")
    answer = client.post(f"{RULES}add/", rule_form(instrument=instrument.pk, provision="Art 2", topics=[topic.pk], on_card="on"))
    assert answer.status_code == 302
    rule = Rule.objects.get(citation="AP III Art 2")
    assert (rule.slug, rule.on_card, list(rule.topics.all())) == ("ap-iii-art-2", True, [topic])
    assert "Warn civilians in time." in Client().get(rule.get_absolute_url()).content.decode()


def test_citation_and_address_make_themselves_and_can_be_written_by_hand(reviewer: User, client_of: ClientOf) -> None:
    instrument = make_rule("AP I Art 1").instrument
    client = client_of(reviewer)
    client.post(f"{RULES}add/", rule_form(instrument=instrument.pk))
    client.post(f"{RULES}add/", rule_form(instrument=instrument.pk, citation="AP I 57", slug="warning"))
    assert set(Rule.objects.filter(provision="Art 57(2)(c)").values_list("citation", "slug")) == {
        ("AP I Art 57(2)(c)", "ap-i-art-57-2-c"),
        ("AP I 57", "warning"),
    }


def test_an_edit_is_on_the_page_at_once_and_keeps_the_address(reviewer: User, client_of: ClientOf) -> None:
    rule = make_rule("AP I Art 57", "Precautions")
    form = rule_form(instrument=rule.instrument_id, citation=rule.citation, slug=rule.slug, gist="Take constant care.")
    assert client_of(reviewer).post(f"{RULES}edit/{rule.pk}/", form).status_code == 302
    assert "Take constant care." in Client().get(rule.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"citation": "AP II Art 4"}, "already exists"),
        ({"slug": "ap-ii-art-4"}, "already exists"),
        ({"title": ""}, "required"),
        ({"applies": "sometimes"}, "not one of the available choices"),
        ({"url": "nowhere"}, "Enter a valid URL"),
        ({"citation": "المادة ٤", "slug": ""}, "letters without accents"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(
    reviewer: User, client_of: ClientOf, changes: dict[str, str], said: str
) -> None:
    rule = make_rule("AP II Art 4")
    answer = client_of(reviewer).post(f"{RULES}add/", rule_form(instrument=rule.instrument_id, **changes))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert said in text
    assert "Warn civilians in time." in text
    assert Rule.objects.count() == 1


@pytest.mark.parametrize(("page", "form"), [(TOPICS, {"key": "children", "name": "Again"}), (INSTRUMENTS, {"key": "ap-ii"})])
def test_keys_are_unique_and_say_so(reviewer: User, client_of: ClientOf, page: str, form: dict[str, str]) -> None:
    make_topic("children", "Children")
    make_rule("AP II Art 4")
    values = instrument_form(**form) if page == INSTRUMENTS else form
    answer = client_of(reviewer).post(f"{page}add/", values)
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def cite(rule: Rule) -> None:
    body = [{"type": "key_rule", "value": {"sentence": "So.", "rules": [rule.pk]}}]
    make_lesson(make_module(make_course()), body=body)


@pytest.mark.usefixtures("reference_index")
def test_a_rule_that_a_lesson_cites_is_kept(reviewer: User, client_of: ClientOf) -> None:
    rule = make_rule()
    cite(rule)
    answer = client_of(reviewer).post(f"{RULES}delete/{rule.pk}/", follow=True)
    assert Rule.objects.filter(pk=rule.pk).exists()
    assert "In use, therefore kept" in answer.content.decode()
    assert "The minimum" in answer.content.decode()


@pytest.mark.usefixtures("reference_index")
def test_deleting_many_at_once_keeps_what_is_cited(reviewer: User, client_of: ClientOf) -> None:
    rule, free = make_rule(), make_rule("AP II Art 7", "The wounded")
    cite(rule)
    client_of(reviewer).post(f"/admin/bulk/law/rule/delete/?id={rule.pk}&id={free.pk}&next={RULES}")
    assert Rule.objects.count() == 2


def test_a_rule_that_nothing_cites_is_deleted(reviewer: User, client_of: ClientOf) -> None:
    rule = make_rule()
    client_of(reviewer).post(f"{RULES}delete/{rule.pk}/")
    assert not Rule.objects.exists()


def test_an_instrument_with_rules_and_a_topic_with_rules_are_kept(reviewer: User, client_of: ClientOf) -> None:
    rule, topic = make_rule(), make_topic()
    rule.topics.add(topic)
    rule.save()
    client = client_of(reviewer)
    client.post(f"{INSTRUMENTS}delete/{rule.instrument_id}/")
    client.post(f"{TOPICS}delete/{topic.pk}/")
    assert Instrument.objects.exists()
    assert Topic.objects.exists()


@pytest.mark.usefixtures("search_index")
def test_trainers_choose_rules_and_do_not_change_them(cast: Cast, client_of: ClientOf) -> None:
    rule, client = make_rule(), client_of(cast.trainer)
    assert "Fundamental guarantees" in client.get(CHOOSE).content.decode()
    assert "Fundamental guarantees" in client.get(f"{CHOOSE}results/", {"q": "guarantees"}).content.decode()
    for page in (f"{RULES}add/", f"{RULES}edit/{rule.pk}/", f"{RULES}delete/{rule.pk}/", f"{INSTRUMENTS}add/"):
        assert client.get(page).status_code in (302, 403)
        assert client.post(page, rule_form(instrument=rule.instrument_id)).status_code in (302, 403)
    assert Rule.objects.get().title == "Fundamental guarantees"


@pytest.mark.parametrize("role", ["learner", "commander"])
def test_others_do_not_reach_the_law_in_the_editor(cast: Cast, client_of: ClientOf, role: str) -> None:
    for page in (RULES, INSTRUMENTS, TOPICS, CHOOSE):
        assert client_of(getattr(cast, role)).get(page).status_code in (302, 403)


def test_the_list_finds_and_filters(reviewer: User, client_of: ClientOf) -> None:
    make_rule()
    make_rule("CRC Art 38", "Children in armed conflict", applies="armed-conflict")
    client = client_of(reviewer)
    for words in ("guarantees", "Art 4", "humanely"):
        found = client.get(RULES, {"q": words}).content.decode()
        assert "AP II Art 4" in found
    assert "CRC Art 38" not in client.get(RULES, {"q": "guarantees"}).content.decode()
    assert "Instrument CRC" in client.get(INSTRUMENTS, {"q": "crc"}).content.decode()
    text = client.get(RULES, {"applies": "armed-conflict"}).content.decode()
    assert "CRC Art 38" in text
    assert "AP II Art 4" not in text


def test_the_list_takes_a_fixed_number_of_queries(
    reviewer: User, client_of: ClientOf, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(60):
        make_rule(f"AP I Art {number}", f"Rule {number}")
    client = client_of(reviewer)
    client.get(RULES)
    with django_assert_max_num_queries(32):
        client.get(RULES)
