"""No model and no column about a person is missing from the table of what is kept how long, and the page says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from people.models import User
from people.own_data import _collectors
from people.retention.rules import Kind, Rule, all_rules, impersonal_models
from people.retention.words import as_markdown
from tests.test_architecture import ROOT

PAGE = ROOT / "docs" / "retention.md"
RULES = list(all_rules())
PERSONAL_KINDS = (models.EmailField, models.GenericIPAddressField)
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, models.GenericIPAddressField)


def ruled() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in RULES:
        found.setdefault(rule.model, []).append(rule)
    return found


def columns(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_fields)


def is_text(column: models.Field) -> bool:
    return isinstance(column, TEXT) and not column.choices and not isinstance(column, models.SlugField)


def leads_to_a_person(column: models.Field) -> bool:
    """A foreign key to an account, or to a row that has one above it."""
    target = column.related_model
    return target is User or (isinstance(target, type) and any(rule.person for rule in ruled().get(target._meta.label, [])))


def every_model() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def test_every_model_stands_in_the_table_or_is_said_to_be_about_nobody() -> None:
    missing = {m._meta.label for m in every_model()} - set(ruled()) - impersonal_models()
    assert not missing, f"Say in <app>/retention.py what these keep about people: {sorted(missing)}"
    gone = (set(ruled()) | impersonal_models()) - {m._meta.label for m in every_model()}
    assert not {name for name in gone if not name.startswith("wagtailsearch.")}  # each database has an index of its own
    assert not set(ruled()) & impersonal_models()


def test_what_is_about_nobody_points_at_nobody_and_holds_no_address() -> None:
    wrong = [
        f"{model._meta.label}.{column.name}"
        for model in every_model()
        if model._meta.label in impersonal_models()
        for column in columns(model)
        if column.related_model is User or isinstance(column, PERSONAL_KINDS)
    ]
    assert not wrong


def test_every_column_of_text_and_every_way_to_a_person_is_named() -> None:
    missing = []
    for label, rules in ruled().items():
        named = frozenset().union(*(rule.named for rule in rules), *(rule.texts for rule in rules))
        for column in columns(apps.get_model(label)):
            if column.name not in named and (is_text(column) or leads_to_a_person(column)) and not column.primary_key:
                missing.append(f"{label}.{column.name}")
    assert not missing, f"Name them as fields or as harmless: {missing}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.model}-{rule.days}")
def test_a_rule_names_columns_that_exist_and_a_period_with_its_beginning(rule: Rule) -> None:
    for name in (*rule.fields, *rule.texts, *rule.known_as, *rule.harmless, *rule.action.values, *rule.erased.values):
        try:
            rule.model_class._meta.get_field(name)
        except FieldDoesNotExist:  # pragma: no cover
            pytest.fail(f"{rule.model} has no {name}")
    assert (rule.days is None) == (rule.action.kind == Kind.KEEP)
    assert bool(rule.since) == (rule.days is not None)
    assert rule.erased.kind == Kind.KEEP or rule.person
    str(rule.model_class._default_manager.filter(rule.where, **({rule.person: 1} if rule.person else {})).query)
    assert rule.reason.endswith(".")
    assert bool(rule.where) == bool(rule.which)


def test_whatever_is_about_a_person_is_in_the_own_data_or_left_out_for_a_reason() -> None:
    unsaid = [rule.model for rule in RULES if bool(rule.section) + bool(rule.left_out) != bool(rule.person)]
    assert not unsaid, "Give each its section of people.own_data, or a reason."
    unknown = {rule.section for rule in RULES if rule.section} - set(_collectors)
    assert not unknown
    assert all(rule.left_out.endswith(".") for rule in RULES if rule.left_out)


def test_a_model_that_is_new_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.people.retention.test_the_table_is_whole.RULES", [r for r in RULES if r.model != "people.Notice"])
    with pytest.raises(AssertionError, match=r"people\.Notice"):
        test_every_model_stands_in_the_table_or_is_said_to_be_about_nobody()


def test_the_page_has_the_table() -> None:
    assert as_markdown() in Path(PAGE).read_text(), "manage.py apply_retention --table"
