"""Rules for the tests of this folder, and the library as a stranger reads it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from wagtail.models import Locale

from law.models import Rule, Topic
from tests.factories.courses import make_rule, make_topic

LIBRARY = "/rules/"


def shelved(citation: str, title: str, *topics: Topic, **extra: Any) -> Rule:
    """A rule under its topics."""
    rule = make_rule(citation, title, **extra)
    rule.topics.set(topics)
    rule.save()
    return rule


def small_library() -> list[Rule]:
    """Three instruments, four rules, two topics."""
    humane, children = make_topic(), make_topic("children", "Children")
    rules = [
        shelved("AP I Art 57", "Precautions in attack", gist="Take constant care to spare civilians.", applies="iac"),
        shelved("AP II Art 4", "Fundamental guarantees", humane, children, applies="niac"),
        shelved("CRC Art 38", "Children in armed conflict", children, gist="Protect children.", applies="armed-conflict"),
        shelved("CRC Art 37", "No torture of children", humane, children, gist="No child is tortured.", applies="always"),
    ]
    for order, rule in enumerate(rules):
        type(rule).objects.filter(pk=rule.pk).update(order=order)
        type(rule.instrument).objects.filter(pk=rule.instrument_id).update(order=order)
    return rules


def translated(thing: Any, language: str, **changes: Any) -> Any:
    """The translation of a rule, a topic or an instrument."""
    copy = thing.copy_for_translation(Locale.objects.get(language_code=language))
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def page(path: str = LIBRARY, language: str = "en", **query: str) -> str:
    answer = Client(headers={"accept-language": language}).get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()
