"""A scenario for a class without devices: numbered cards for those who decide, and a sheet for the instructor."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from scenarios.blocks import OUTCOMES, QUALITIES
from scenarios.sentences import condition_sentence, effect_sentence
from scenarios.story import Choice, Ending, Scene, Story


@dataclass(frozen=True)
class Way:
    """A choice as it stands on a card. ``card``: where it leads; 0 is not built yet. ``better``: the letter of a better one."""

    letter: str
    choice: Choice
    quality: Any
    when: str
    effects: list[str]
    card: int
    better: str


@dataclass(frozen=True)
class Route:
    """``when`` is empty for the “otherwise”."""

    when: str
    card: int


@dataclass(frozen=True)
class Card:
    """``number``: printed on it, and what a way of another card names. ``time_up``: the letter of what happens then."""

    number: int
    part: Scene | Ending
    ways: list[Way]
    routes: list[Route]
    time_up: str = ""
    outcome: Any = ""

    @property
    def is_ending(self) -> bool:
        return isinstance(self.part, Ending)


def cards_of(story: Story) -> list[Card]:
    """The first scene is card 1; endings come last."""
    scenes = sorted(story.scenes, key=lambda scene: scene.key != story.start)
    keys = [*(scene.key for scene in scenes), *(ending.key for ending in story.endings)]
    numbers = {key: number for number, key in enumerate(keys, 1)}
    outcomes = dict(OUTCOMES)
    endings = [Card(numbers[e.key], e, [], [], outcome=outcomes.get(e.outcome, "")) for e in story.endings]
    return [_card(story, scene, numbers) for scene in scenes] + endings


def _card(story: Story, scene: Scene, numbers: dict[str, int]) -> Card:
    letters = {choice.key: _letter(number) for number, choice in enumerate(scene.choices)}
    qualities = dict(QUALITIES)
    ways = [
        Way(
            letter=letters[choice.key],
            choice=choice,
            quality=qualities.get(choice.quality, ""),
            when=condition_sentence(story, choice.when),
            effects=[effect_sentence(story, effect) for effect in choice.effects],
            card=numbers.get(choice.target, 0),
            better=letters.get(choice.better, ""),
        )
        for choice in scene.choices
    ]
    routes = [Route(condition_sentence(story, route.when), numbers.get(route.target, 0)) for route in scene.routes]
    return Card(numbers[scene.key], scene, ways, routes, letters.get(scene.timeout_choice, ""))


def _letter(number: int) -> str:
    """A … Z, then 27 and so on."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
