"""Finds a person's name in what others wrote, and strikes it out: reasons, messages, comments, labels of logs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from people.models import User
from people.retention.rules import ERASED, Rule, all_rules

SHORTEST = 3  # letters; what is shorter names nobody


def names_of(person: User) -> list[str]:
    """Every name and number by which the record knows the person, the longest first."""
    first, *others = person.name.split() or [""]
    known = {person.name, person.username, f"{first[:1]}. {others[-1]}" if others else ""}
    for rule in all_rules():
        if rule.known_as:
            rows = rule.model_class._default_manager.filter(rule.where, **{rule.person: person.pk})
            known |= {value for row in rows.values_list(*rule.known_as) for value in row if value}
    return sorted((name for name in known if len(name) >= SHORTEST), key=lambda name: (-len(name), name))


def strike_out(names: Iterable[str]) -> int:
    """Replaces the names in every column in which others may have written them; returns how many rows changed."""
    words = list(names)
    pattern = re.compile("|".join(rf"(?<!\w){_spelling(word)}(?!\w)" for word in words))
    return sum(_strike_out_of(rule, words, pattern) for rule in all_rules() if rule.texts)


def _spelling(word: str) -> str:
    """A name of one word is found as it is written: “Will” is a name, “will” is not."""
    exact = re.escape(word)
    return rf"(?i:{exact})" if " " in word or any(sign.isdigit() for sign in word) else exact


def _strike_out_of(rule: Rule, words: list[str], pattern: re.Pattern[str]) -> int:
    model, changed = rule.model_class, 0
    casts = {f"text_of_{name}": Cast(name, TextField()) for name in rule.texts}
    found = model._default_manager.annotate(**casts).filter(_mentions(casts, words))
    for row in found.only("pk", *rule.texts).iterator(chunk_size=200):
        values = {name: _struck(getattr(row, name), pattern) for name in rule.texts}
        changed += _write(model, row, {name: new for name, new in values.items() if new != getattr(row, name)})
    return changed


def _write(model: type[Model], row: Model, values: dict[str, Any]) -> int:
    return model._default_manager.filter(pk=row.pk).update(**values) if values else 0


def _mentions(columns: Iterable[str], words: list[str]) -> Q:
    """As it stands, and as JSON escapes it."""
    condition = Q(pk__in=[])
    for column in columns:
        for spelling in {*words, *(json.dumps(word)[1:-1] for word in words)}:
            condition |= Q(**{f"{column}__icontains": spelling})
    return condition


def _struck(value: Any, pattern: re.Pattern[str]) -> Any:
    """The same value, of the same shape, without the names."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, dict):
        return {_struck(key, pattern): _struck(each, pattern) for key, each in value.items()}
    return [_struck(each, pattern) for each in value] if isinstance(value, list) else value
