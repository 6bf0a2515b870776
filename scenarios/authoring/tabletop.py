"""A scenario for a class without devices: numbered cards, one a scene or ending, and what the leader keeps count of."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.sentences import condition_sentence, effect_sentence
from scenarios.story import Ending, Scene, Story


@dataclass(frozen=True)
class Way:
    """A choice or a route as the card prints it. ``card``: where it leads; 0 is not built yet."""

    text: str
    when: str
    effects: list[str]
    consequence: str
    card: int


@dataclass(frozen=True)
class Card:
    """``number``: printed on it, and what a way of another card names."""

    number: int
    part: Scene | Ending
    ways: list[Way]
    routes: list[Way]

    @property
    def is_ending(self) -> bool:
        return isinstance(self.part, Ending)


def cards_of(story: Story) -> list[Card]:
    """The first scene is card 1; endings come last."""
    scenes = sorted(story.scenes, key=lambda scene: scene.key != story.start)
    parts: list[Scene | Ending] = [*scenes, *story.endings]
    numbers = {part.key: number for number, part in enumerate(parts, 1)}
    cards = [
        Card(
            number=numbers[scene.key],
            part=scene,
            ways=[
                Way(
                    choice.text,
                    condition_sentence(story, choice.when),
                    [effect_sentence(story, effect) for effect in choice.effects],
                    choice.consequence,
                    numbers.get(choice.target, 0),
                )
                for choice in scene.choices
            ],
            routes=[Way("", condition_sentence(story, r.when), [], "", numbers.get(r.target, 0)) for r in scene.routes],
        )
        for scene in scenes
    ]
    return cards + [Card(numbers[ending.key], ending, [], []) for ending in story.endings]
