"""Routes that lead in a ring: can a play go round for ever? Routes change nothing, so only the conditions can break a ring."""

from __future__ import annotations

from collections.abc import Iterator, Set

from django.utils.translation import gettext as _

from scenarios.analysis.search import Search
from scenarios.analysis.shape import leading_back
from scenarios.analysis.values import NOTHING, Spread
from scenarios.analysis.witnesses import RING
from scenarios.findings import Finding, error, place, warning
from scenarios.story import Story


def may_close(spread: Spread, rings: Set[str]) -> set[str]:
    """Of the scenes in rings those in which conditions leave open that a play comes round again and again.

    Each scene is left with the values that can come round from the scenes before it, until nothing falls away any more.
    """
    left = {key: spread.values.entered.get(key, NOTHING) for key in rings}
    while True:
        ways = {key: [way for way in spread.taken(key, state) if way[0] in rings] for key, state in left.items()}
        around = dict.fromkeys(rings, NOTHING)
        for found in ways.values():
            for target, state in found:
                around[target] |= spread.bounds.after(state, spread.nodes[target].marking)
        if around == left:
            break
        left = around
    return leading_back({key: [target for target, _state in found] for key, found in ways.items()})


def ring_findings(story: Story, rings: Set[str], looked: Search) -> Iterator[Finding]:
    """An error where a play was seen to go round; where too little could be searched, a warning."""
    for scene in story.scenes:
        if (RING, scene.key) in looked.seen.plays:
            yield error("route-ring", place(scene), _("Its routes lead back to it without any choice between."), scene.key)
        elif scene.key in rings and not looked.is_complete:
            told = _("Its routes may lead back to it without any choice between; not every state was searched.")
            yield warning("may-go-round", place(scene), told, scene.key)
