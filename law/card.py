"""The pocket card: the rules that everybody carries, on two printed pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from law.library import RuleGroup, by_topic
from law.models import Rule, Topic

# What a heading and a citation take of a column, in letters of a rule.
HEADING, CITATION = 90, 20
# Up to how many letters a side is set in large and in plain print; beyond, in small print.
LARGE, PLAIN = 4100, 5500

Print = Literal["large", "plain", "small"]


@dataclass(frozen=True)
class PocketCard:
    """Two sides of about the same weight, and the print in which they fit."""

    sides: list[list[RuleGroup]]
    size: Print


def pocket_card(language: str) -> PocketCard:
    """Three queries. A rule stands once, under its first topic."""
    rules = (
        Rule.objects.spoken_in(language)
        .in_use()
        .filter(on_card=True)
        .select_related("locale", "instrument__locale")
        .prefetch_related("topics")
    )
    groups = by_topic(rules, Topic.objects.spoken_in(language).select_related("locale"), once=True)
    cut = balanced_cut([weight(group) for group in groups])
    sides = [side for side in (groups[:cut], groups[cut:]) if side]
    return PocketCard(sides, print_size(max((sum(map(weight, side)) for side in sides), default=0)))


def weight(group: RuleGroup) -> int:
    """About how many letters of print the group takes."""
    return HEADING + sum(len(rule.gist) + len(rule.citation) + CITATION for rule in group.rules)


def balanced_cut(weights: list[int]) -> int:
    """After how many of the weights to cut, so that both parts weigh about the same."""
    whole = sum(weights)
    return min(range(1, len(weights) + 1), key=lambda n: abs(whole - 2 * sum(weights[:n])), default=0)


def print_size(letters: int) -> Print:
    """The largest print in which a side of so many letters keeps to its page."""
    return "large" if letters <= LARGE else "plain" if letters <= PLAIN else "small"
