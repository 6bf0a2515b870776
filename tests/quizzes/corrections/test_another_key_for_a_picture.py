"""Another key for places on a picture marks by the form that was shown: one place to choose, or several."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from quizzes.corrections.keys import key_with
from quizzes.freezing import freeze_items
from quizzes.kinds import KINDS
from quizzes.models import ItemVersion
from tests.factories.quizzes import PARTS, make_bank, make_item


def frozen(rights: int, at: datetime, *, all_or_nothing: bool = False) -> ItemVersion:
    regions = [region | {"is_right": n < rights} for n, region in enumerate(PARTS["hotspot"]["regions"])]
    more = {"parts": PARTS["hotspot"] | {"regions": regions}, "is_all_or_nothing": all_or_nothing}
    item = make_item(make_bank("signs", "Signs"), kind="hotspot", **more)
    return ItemVersion.objects.get(pk=freeze_items(items=[item.pk], at=at)[item.pk].pk)


def earned(version: ItemVersion, right: list[str], *chosen: str) -> Fraction:
    return KINDS["hotspot"].mark(key_with(version, right), {"chosen": sorted(chosen)})


@pytest.mark.parametrize("all_or_nothing", [False, True])
def test_each_of_two_right_places_earns_all_where_one_could_be_chosen(db: None, now: datetime, all_or_nothing: bool) -> None:
    version = frozen(1, now, all_or_nothing=all_or_nothing)
    first, second, third = (option["id"] for option in version.options)
    assert [earned(version, [first, second], each) for each in (first, second, third)] == [1, 1, 0]


def test_where_several_could_be_chosen_nobody_earns_by_choosing_all(db: None, now: datetime) -> None:
    version = frozen(2, now)
    first, second, third = (option["id"] for option in version.options)
    assert earned(version, [first], first) == 1
    assert earned(version, [first], first, second, third) == 0
    assert earned(version, [first], first, second) == Fraction(1, 2)
