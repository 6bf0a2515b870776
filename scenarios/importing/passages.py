"""A Twine story as it was written: passages with names, tags and source text. Plain values; nothing is interpreted here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_TEXT = 2_000_000  # characters in the passages of a file, without embedded pictures and sounds
MOST_PASSAGES = 2_000
MOST_STORIES = 50
MOST_CHOICES = 6_000  # of a file: three for each of the passages
MOST_PARTS = 40_000  # of a file: scenes, choices, routes, and all that their conditions and effects are made of
HARLOWE, SUGARCUBE, CHAPBOOK, SNOWMAN = "Harlowe", "SugarCube", "Chapbook", "Snowman"
# Passages that hold no story: titles, data, code, and what SugarCube shows around every passage.
APART = {
    *("StoryTitle", "StoryData", "StoryInit", "StoryCaption", "StoryMenu", "StoryBanner", "StoryAuthor", "StorySubtitle"),
    *("StoryInterface", "StoryShare", "StorySettings", "StoryIncludes", "StoryDisplayTitle", "StoryLoadLabel"),
    *("PassageHeader", "PassageFooter", "PassageReady", "PassageDone", "UserScript", "UserStylesheet", "Twine.private"),
}
APART_TAGS = {"script", "stylesheet", "widget"}


class Refused(ValueError):
    """The file cannot be imported; the message says why and what to do."""


def refuse_too_many(choices: int) -> None:
    """Of a file with more, an editor would be minutes in making and opening the draft. Raises Refused."""
    if choices > MOST_CHOICES:
        raise Refused(_("The file has more than %d choices. Divide the story, and send its parts one by one.") % MOST_CHOICES)


def refuse_too_many_parts(parts: int) -> None:
    """The same bound for what stands around the choices. Raises Refused."""
    if parts > MOST_PARTS:
        told = _("The file has more than %d routes, conditions and effects. Divide the story, and send its parts one by one.")
        raise Refused(told % MOST_PARTS)


def refuse_too_much_text(stories: Iterable[TwineStory]) -> None:
    """Of a file whose text alone would take seconds to read. Raises Refused."""
    if sum(len(passage.text) for story in stories for passage in story.story_passages) > MOST_TEXT:
        told = _("Its passages hold more than %d million characters. Divide the story, and send its parts one by one.")
        raise Refused(told % (MOST_TEXT // 1_000_000))


@dataclass(frozen=True)
class Passage:
    """``place``: pixels on Twine's map, where the file knows it."""

    name: str
    text: str
    tags: tuple[str, ...] = ()
    place: tuple[int, int] | None = None

    @property
    def is_story(self) -> bool:
        return self.name not in APART and not APART_TAGS & {tag.lower() for tag in self.tags}


@dataclass(frozen=True)
class TwineStory:
    """``format``: the story format that it was written for; empty where the file does not say."""

    title: str
    format: str
    start: str
    passages: tuple[Passage, ...]

    @cached_property
    def story_passages(self) -> list[Passage]:
        """Each name once: of passages with the same name the first."""
        found: dict[str, Passage] = {}
        for passage in self.passages:
            if passage.is_story:
                found.setdefault(passage.name, passage)
        return list(found.values())

    @cached_property
    def names(self) -> set[str]:
        return {passage.name for passage in self.passages}

    @property
    def repeated_names(self) -> list[str]:
        return [name for name, times in Counter(passage.name for passage in self.passages).items() if times > 1]

    @cached_property
    def dialect(self) -> str:
        """The story format, guessed from the texts where the file does not say."""
        for known in (HARLOWE, SUGARCUBE, CHAPBOOK, SNOWMAN):
            if self.format.lower().startswith(known.lower()):
                return known
        return _guess("\n".join(passage.text for passage in self.story_passages))


def _guess(text: str) -> str:
    signs = {
        SNOWMAN: text.count("<%") + text.count("window.story"),
        SUGARCUBE: text.count("<<"),
        CHAPBOOK: text.count("{embed ") + text.count("{reveal ") + text.count("\n--\n") + text.count("[JavaScript]"),
        HARLOWE: sum(text.count(f"({macro}:") for macro in ("set", "if", "link", "goto", "go-to", "display", "link-goto")),
    }
    return max(signs, key=lambda name: signs[name]) if any(signs.values()) else ""
