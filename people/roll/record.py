"""What a roll is compared with, as plain values: people, and the units, ranks and languages that a row may name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.status.segments import Segment, in_force


@dataclass(frozen=True)
class Known:
    """A person of the country as the record has it, with all main postings and other posts in force on the day or later."""

    pk: int
    label: str
    name: str
    rank: int | None
    email: str
    language: str
    is_open: bool
    segments: tuple[Segment, ...] = ()
    others: tuple[Segment, ...] = ()
    is_reachable: bool = True  # whether the person who sends the roll may move this one
    keeps_address: bool = False  # a letter to another address would open an account with more powers than the sender's

    @property
    def state(self) -> list[Any]:
        """What must not have changed between the check and the taking over."""
        posts = [[str(each.starts_on), str(each.ends_on), *each.facts] for each in (*self.segments, *self.others)]
        return [self.name, self.rank, self.email, self.language, posts]

    def held(self, on: date) -> list[Segment]:
        """The main posting of the day, from that day on, whatever the status."""
        return in_force(self.segments, on)

    def place(self, on: date) -> int | None:
        """The unit to which the person belongs on the day."""
        return next((each.belongs for each in self.held(on)), None)


@dataclass(frozen=True)
class Namesake:
    """Whoever has a number on the record that differs from one on the roll by zeros at its front."""

    label: str
    service_number: str
    name: str


def without_zeros(number: str) -> str:
    """What a spreadsheet leaves of a number: 00123 becomes 123."""
    return number.lstrip("0")


@dataclass(frozen=True)
class Ground:
    """What the rows are compared with. Units and ranks by their plain names; several keys may mean one."""

    country: str
    root: int
    on: date  # when the roll takes effect
    today: date  # what began before it was served
    people: dict[str, Known]
    units: dict[str, tuple[int, ...]]
    unit_names: dict[int, str]  # the units that the roll is for
    ranks: dict[str, int]
    languages: dict[str, str]
    emails: dict[str, str] = field(default_factory=dict)  # address in small letters → sign-in name
    countries: frozenset[str] = frozenset()  # codes of the other countries
    names: dict[int, str] = field(default_factory=dict)  # all units where these people are posted
    alike: dict[str, list[Namesake]] = field(default_factory=dict)  # by the number without zeros at its front
