"""Applies the table of what is kept how long: in batches, each a transaction of its own, so that nobody waits long."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import FileField, Model, Q, QuerySet

from people.audit.services import note
from people.retention.rules import Action, Kind, Rule, all_rules

BATCH = 500
log = logging.getLogger("bluehelm.people")


@dataclass(frozen=True)
class Applied:
    """How many rows of a rule were due."""

    rule: Rule
    rows: int


def due_rows(rule: Rule, at: datetime) -> QuerySet[Any]:
    """Rows whose period has ended and whose columns still say something."""
    rows = rule.model_class._default_manager.filter(rule.where)
    if rule.days is None or rule.action.kind == Kind.KEEP:
        return rows.none()
    return _unlike(rows, rule.action).filter(**{f"{rule.since}__lt": at - timedelta(days=rule.days)})


def _unlike(rows: QuerySet[Any], action: Action) -> QuerySet[Any]:
    """Without those that are as the action would leave them."""
    condition = Q()
    for name, value in action.values.items():
        empty = Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
        condition |= ~empty
    return rows.filter(condition)


def apply_retention(*, at: datetime, dry_run: bool = False) -> list[Applied]:
    """Deletes and empties what has been kept long enough; with ``dry_run`` only counts. Leaves a line in the audit log."""
    done = []
    for rule in all_rules():
        rows = due_rows(rule, at)
        if count := rows.count() if dry_run else _apply_in_batches(rule, rows):
            done.append(Applied(rule, count))
    if done and not dry_run:
        total = sum(each.rows for each in done)
        note("retention applied", by=None, at=at, rows=total, rules=len(done))
        log.info("retention applied", extra={"data": {each.rule.model: each.rows for each in done}})
    return done


def _apply_in_batches(rule: Rule, rows: QuerySet[Any]) -> int:
    total = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            total += apply_action(rule.model_class, keys, rule.action)
    return total


def apply_action(model: type[Model], keys: Iterable[Any], action: Action) -> int:
    """Deletes or empties these rows, with the files that they alone name; returns how many there were."""
    rows = model._default_manager.filter(pk__in=list(keys))
    found = rows.count()
    if action.kind == Kind.KEEP:
        return 0
    _forget_files(rows, action)
    if action.kind == Kind.DELETE:
        rows.delete()
    else:
        rows.update(**action.values)
    return found


def _forget_files(rows: QuerySet[Any], action: Action) -> None:
    """Files go when the transaction is done, never before."""
    fields = [f for f in rows.model._meta.local_fields if isinstance(f, FileField)]
    gone = [f for f in fields if action.kind == Kind.DELETE or f.name in action.values]
    for file in gone:
        for name in rows.exclude(**{file.name: ""}).values_list(file.name, flat=True):
            if name:
                transaction.on_commit(partial(file.storage.delete, name))
