"""The compiled graph of a scenario: plain frozen values read from an edition's document. No Django, no database.

A document is JSON; texts are finished HTML, rules are copied with their wording, and everything refers by key.
What an older document lacks is read as empty, so that every edition ever compiled stays playable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scenarios.conditions import Condition, Effect, Json
from scenarios.media import Image, Sound

FORMAT = 2  # adds sounds, lowest values of meters and the mode; what format 1 lacks is read as empty
READABLE = (1, 2)
PRACTICE, ASSESSED = "practice", "assessed"
NO_NUMBER = -999  # a number that is missing: outside every range, so that the analysis reports it


class UnreadableDocument(ValueError):
    """The document is of a format that this version of Bluehelm does not know."""


@dataclass(frozen=True)
class Rule:
    """A rule as it was worded when the edition was made."""

    citation: str
    title: str
    gist: str
    applies: str
    applies_label: str
    url: str

    @classmethod
    def from_document(cls, raw: Json) -> Rule:
        return cls(**_texts(raw, "citation", "title", "gist", "applies", "applies_label", "url"))


@dataclass(frozen=True)
class Choice:
    """What the player may do in a scene, and all that follows from it. An empty target is not built yet."""

    key: str
    text: str
    target: str
    quality: str
    when: Condition | None
    unmet_reason: str
    effects: tuple[Effect, ...]
    consequence: str
    feedback: str
    better: str
    rules: tuple[Rule, ...]

    @classmethod
    def from_document(cls, raw: Json) -> Choice:
        return cls(
            **_texts(raw, "key", "text", "target", "quality", "unmet_reason", "consequence", "feedback", "better"),
            when=Condition.from_document(raw.get("when")),
            effects=tuple(map(Effect.from_document, raw.get("effects") or ())),
            rules=tuple(map(Rule.from_document, raw.get("rules") or ())),
        )


@dataclass(frozen=True)
class Route:
    """An automatic way on; without a condition it is the “otherwise”."""

    when: Condition | None
    target: str

    @classmethod
    def from_document(cls, raw: Json) -> Route:
        return cls(Condition.from_document(raw.get("when")), raw.get("target") or "")


@dataclass(frozen=True)
class Scene:
    """One moment: a text, then choices, or routes that are followed by themselves."""

    key: str
    title: str
    body: str
    image: Image | None
    seconds: int | None
    timeout_choice: str
    is_checkpoint: bool
    choices: tuple[Choice, ...]
    routes: tuple[Route, ...]
    sound: Sound | None = None

    @classmethod
    def from_document(cls, raw: Json) -> Scene:
        return cls(
            **_texts(raw, "key", "title", "body", "timeout_choice"),
            image=Image.from_document(raw.get("image")),
            sound=Sound.from_document(raw.get("sound")),
            seconds=raw.get("seconds"),
            is_checkpoint=bool(raw.get("is_checkpoint")),
            choices=tuple(map(Choice.from_document, raw.get("choices") or ())),
            routes=tuple(map(Route.from_document, raw.get("routes") or ())),
        )

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)

    @property
    def targets(self) -> tuple[str, ...]:
        """Wherever the scene might lead, whatever the conditions; nothing comes after an “otherwise”."""
        found: list[str] = []
        for route in self.routes:
            found.append(route.target)
            if route.when is None:
                return tuple(found)
        return tuple(found + [choice.target for choice in self.choices])


@dataclass(frozen=True)
class Band:
    """What the debrief says of a meter that ended at ``up_to`` or below."""

    up_to: int
    says: str


@dataclass(frozen=True)
class Meter:
    """A whole number from ``minimum`` to ``maximum``. ``good`` is the direction: high or low."""

    key: str
    name: str
    start: int
    maximum: int
    good: str
    is_hidden: bool
    bands: tuple[Band, ...]
    minimum: int = 0

    @classmethod
    def from_document(cls, raw: Json) -> Meter:
        bands = [Band(_whole(band.get("up_to")), band.get("says") or "") for band in raw.get("bands") or ()]
        return cls(
            **_texts(raw, "key", "name", "good"),
            start=_whole(raw.get("start")),
            minimum=raw.get("minimum") or 0,
            maximum=_whole(raw.get("maximum")),
            is_hidden=bool(raw.get("is_hidden")),
            bands=tuple(bands),
        )

    @property
    def width(self) -> int:
        return self.maximum - self.minimum

    def sentence(self, value: int) -> str:
        """In the debrief: the sentence of the first band that reaches the value; empty where none does."""
        return next((band.says for band in self.bands if value <= band.up_to), "")


@dataclass(frozen=True)
class Flag:
    """Something that is so or not. ``name``: what it means, for authors."""

    key: str
    name: str


@dataclass(frozen=True)
class Ending:
    """How a story can end. ``outcome``: good, mixed or bad."""

    key: str
    title: str
    outcome: str
    body: str
    debrief: str

    @classmethod
    def from_document(cls, raw: Json) -> Ending:
        return cls(**_texts(raw, "key", "title", "outcome", "body", "debrief"))


@dataclass(frozen=True)
class Bound:
    """What a meter must show at the end; None means no bound on that side."""

    subject: str
    at_least: int | None
    at_most: int | None

    def is_too_low(self, value: int) -> bool:
        return self.at_least is not None and value < self.at_least

    def is_too_high(self, value: int) -> bool:
        return self.at_most is not None and value > self.at_most

    def is_kept(self, value: int) -> bool:
        return not self.is_too_low(value) and not self.is_too_high(value)


@dataclass(frozen=True)
class Passes:
    """The rule by which a run is passed: at most ``unlawful`` unlawful choices, and every bound kept."""

    unlawful: int
    meters: tuple[Bound, ...]

    @classmethod
    def from_document(cls, raw: Json) -> Passes:
        bounds = [Bound(b.get("subject") or "", b.get("at_least"), b.get("at_most")) for b in raw.get("meters") or ()]
        return cls(raw.get("unlawful") or 0, tuple(bounds))


@dataclass(frozen=True)
class Story:
    """A whole scenario as it is played, replayed, analysed and exported."""

    title: str
    language: str
    role: str
    family: str
    start: str
    meters: tuple[Meter, ...]
    flags: tuple[Flag, ...]
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]
    passes: Passes
    mode: str = ASSESSED  # or practice: one may go back. Format 1 knew no practice

    @classmethod
    def from_document(cls, document: Json) -> Story:
        """Raises UnreadableDocument for a format that is not known here."""
        if document.get("format") not in READABLE:
            raise UnreadableDocument(f"Format {document.get('format')!r} is not known; this version reads {READABLE}.")
        return cls(
            **_texts(document, "title", "language", "role", "family", "start"),
            mode=document.get("mode") or ASSESSED,
            meters=tuple(map(Meter.from_document, _rows(document, "meters"))),
            flags=tuple(Flag(**_texts(raw, "key", "name")) for raw in _rows(document, "flags")),
            scenes=tuple(map(Scene.from_document, _rows(document, "scenes"))),
            endings=tuple(map(Ending.from_document, _rows(document, "endings"))),
            passes=Passes.from_document(document.get("passes") or {}),
        )

    @cached_property
    def scenes_by_key(self) -> dict[str, Scene]:
        return {scene.key: scene for scene in self.scenes}

    @cached_property
    def endings_by_key(self) -> dict[str, Ending]:
        return {ending.key: ending for ending in self.endings}

    @cached_property
    def meters_by_key(self) -> dict[str, Meter]:
        return {meter.key: meter for meter in self.meters}

    @cached_property
    def every_choice(self) -> tuple[tuple[Scene, Choice, str], ...]:
        """Each choice with its scene and its place in words."""
        places = {scene.key: called(scene.title, scene.key) for scene in self.scenes}
        return tuple(
            (scene, choice, f"{places[scene.key]}: “{choice.text or choice.key}”")
            for scene in self.scenes
            for choice in scene.choices
        )

    @cached_property
    def flags_by_key(self) -> dict[str, Flag]:
        return {flag.key: flag for flag in self.flags}


def called(name: str, key: str) -> str:
    """A part as a person finds it again: title and key."""
    return f"{name} ({key})" if name else key


def _texts(raw: Json, *names: str) -> dict[str, str]:
    return {name: raw.get(name) or "" for name in names}


def _rows(document: Json, name: str) -> Sequence[Json]:
    return document.get(name) or ()


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else NO_NUMBER
