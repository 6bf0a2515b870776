"""What a choice or a route asks, and what a choice changes: structured, never an expression to be evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Test:
    """One comparison. ``subject``: a meter, flag, scene or scene/choice; ``number``: a meter's value or a level."""

    __test__ = False  # not a test case

    test: str
    subject: str
    number: int | None

    @classmethod
    def from_document(cls, raw: Json) -> Test:
        return cls(raw["test"], raw.get("subject") or "", raw.get("number"))


@dataclass(frozen=True)
class Group:
    """Some tests joined by all or any."""

    combine: str
    tests: tuple[Test, ...]

    @classmethod
    def from_document(cls, raw: Json) -> Group:
        return cls(raw.get("combine") or "all", tuple(map(Test.from_document, raw.get("tests") or ())))


@dataclass(frozen=True)
class Condition:
    """All or any of some tests and groups of tests."""

    combine: str
    tests: tuple[Test, ...]
    groups: tuple[Group, ...] = ()

    @classmethod
    def from_document(cls, raw: Json | None) -> Condition | None:
        """None stands for “always”; so does a condition without any test."""
        if not raw:
            return None
        outer = Group.from_document(raw)
        groups = tuple(group for group in map(Group.from_document, raw.get("groups") or ()) if group.tests)
        return cls(outer.combine, outer.tests, groups) if outer.tests or groups else None

    @property
    def every_test(self) -> tuple[Test, ...]:
        return self.tests + tuple(test for group in self.groups for test in group.tests)


@dataclass(frozen=True)
class Effect:
    """What a choice changes: add to or set a meter (``number``), set or clear a flag."""

    effect: str
    subject: str
    number: int | None

    @classmethod
    def from_document(cls, raw: Json) -> Effect:
        return cls(raw["effect"], raw.get("subject") or "", raw.get("number"))
