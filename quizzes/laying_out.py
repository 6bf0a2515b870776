"""Drawn items in their places, with what is in each in the order in which it will be shown: on a device and on paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from quizzes.drawing import Drawn, shuffled
from quizzes.freezing import freeze_items
from quizzes.frozen_texts import contents_of
from quizzes.kinds import KINDS


def laid_out(drawn: list[Drawn], *, seed: int, at: datetime) -> Iterator[dict[str, Any]]:
    """The columns of each slot: {number, version, option_order, row}. Freezes the items as they stand."""
    versions = freeze_items(items=[each.candidate.item for each in drawn], at=at)
    contents = contents_of(version.sha256 for version in versions.values())
    for number, each in enumerate(drawn, start=1):
        version = versions[each.candidate.item]
        order = option_order(version.kind, contents[version.sha256], seed, each.candidate.key)
        yield {"number": number, "version": version, "option_order": order, "row": each.row}


def option_order(kind: str, content: dict[str, Any], seed: int, key: str) -> list[str]:
    """Ids in the order in which they are shown; the seed and the ``key`` of the item decide, as in the draw."""
    return KINDS[kind].lay_out(content, lambda ids: shuffled(ids, seed, f"options {key}"))
