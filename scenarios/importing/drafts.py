"""A Twine story as a draft of a scenario, in the form of an exchanged document: faults and all, for the checker to find."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from scenarios.importing.links import Graph, is_computed
from scenarios.importing.macros import LINK, SHOWN, Link
from scenarios.importing.passages import Passage, TwineStory, refuse_too_many
from scenarios.importing.texts import MOST_NOTED, Reading, read_text, short
from scenarios.story import ASSESSED, FORMAT

Document = dict[str, Any]
LONGEST_KEY, LONGEST_TITLE, LONGEST_CHOICE = 60, 120, 300
LONGEST_NOTE = 20_000
FARTHEST = 20_000  # pixels from the corner of the map


class Keys:
    """Short names for long ones, each once."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self.taken = set(taken or ())
        self._last: dict[str, int] = {}  # number given to each name that came before

    def new(self, name: str, otherwise: str) -> str:
        base = slugify(name)[: LONGEST_KEY - 4].strip("-_").replace("_", "-").lower() or otherwise
        key, number = base, self._last.get(base, 1)
        while key in self.taken:
            number += 1
            key = f"{base}-{number}"
        self._last[base] = number
        self.taken.add(key)
        return key


def draft_of(story: TwineStory, language: str) -> Document:
    """Passages that lead nowhere become endings, all others scenes; every way becomes a choice."""
    graph = Graph(story)
    refuse_too_many(sum(len(_ways(links)) for links in graph.ways.values()))
    keys = Keys()
    names = {passage.name: keys.new(passage.name, "scene") for passage in story.story_passages}
    builder = _Builder(story, graph, names)
    ends = [p for p in story.story_passages if p.name != story.start and not graph.ways[p.name] and not _goes_on(p, story)]
    return {
        "format": FORMAT,
        "title": (story.title or _("Imported story"))[:LONGEST_TITLE],
        "language": language,
        "role": _("Say here who the player is, and what the task is."),
        "family": "protect",
        "mode": ASSESSED,
        "start": names.get(story.start, ""),
        "meters": [],
        "flags": [],
        "scenes": [builder.scene(passage) for passage in story.story_passages if passage not in ends],
        "endings": [builder.ending(passage) for passage in ends],
        "passes": {"unlawful": 0, "meters": []},
    }


def _ways(links: list[Link]) -> list[Link]:
    """Each target with each of its words once."""
    return list({(link.target, link.text): link for link in links if link.how != SHOWN}.values())


def _goes_on(passage: Passage, story: TwineStory) -> bool:
    return is_computed(passage, story.dialect)


class _Builder:
    def __init__(self, story: TwineStory, graph: Graph, names: dict[str, str]) -> None:
        self.story, self.graph, self.names = story, graph, names
        self.others: dict[str, list[str]] = {}  # texts of passages whose name came before
        first = {passage.name: passage for passage in story.story_passages}
        for passage in story.passages:
            if passage.is_story and passage is not first[passage.name]:
                self.others.setdefault(passage.name, []).append(passage.text)

    def scene(self, passage: Passage) -> Document:
        links = self.graph.ways[passage.name]
        reading = read_text(passage.text, self.story.dialect)
        keys = Keys()
        choices = [self._choice(link, keys) for link in _ways(links)]
        return self._placed(passage) | {
            "key": self.names[passage.name],
            "title": passage.name[:LONGEST_TITLE] or self.names[passage.name],
            "body": reading.html,
            "image": None,
            "sound": None,
            "seconds": None,
            "timeout_choice": "",
            "is_checkpoint": False,
            "choices": choices,
            "routes": [],
            "group": "",
            "note": self._note(passage, reading, links),
        }

    def ending(self, passage: Passage) -> Document:
        reading = read_text(passage.text, self.story.dialect)
        return self._placed(passage) | {
            "key": self.names[passage.name],
            "title": passage.name[:LONGEST_TITLE] or self.names[passage.name],
            "outcome": "mixed",
            "body": reading.html,
            "debrief": "",
            "note": self._note(passage, reading, []),
        }

    def _choice(self, link: Link, keys: Keys) -> Document:
        text = unescape(link.text or _("Go on to “%s”") % link.target)[:LONGEST_CHOICE]
        return {
            "key": keys.new(text, "choice"),
            "text": text,
            "target": self.names.get(link.target, ""),
            "quality": "right",
            "when": None,
            "unmet_reason": "",
            "effects": [],
            "consequence": "",
            "feedback": "",
            "better": "",
            "rules": [],
        }

    def _placed(self, passage: Passage) -> Document:
        across, down = [max(-FARTHEST, min(FARTHEST, pixels)) for pixels in passage.place] if passage.place else (None, None)
        return {"x": across, "y": down}

    def _note(self, passage: Passage, reading: Reading, links: list[Link]) -> str:
        """What the passage did that has no counterpart here, in words and as code."""
        lines = []
        if shown := [link.target for link in links if link.how == SHOWN]:
            lines.append(_("It also showed the text of: %s.") % ", ".join(dict.fromkeys(shown)))
        if jumps := [link.target for link in links if link.how not in (LINK, SHOWN)]:
            lines.append(_("It went on by itself to: %s. Here that is a choice.") % ", ".join(dict.fromkeys(jumps)))
        if broken := [link.target for link in links if link.how != SHOWN and link.target not in self.names]:
            lines.append(_("It led to what the story does not have: %s.") % ", ".join(dict.fromkeys(broken)))
        if passage.name in self.graph.computed:
            lines.append(_("Some of its ways were reckoned while it ran; where they lead cannot be checked."))
        if others := self.others.get(passage.name):
            lines += [_("The file has more passages of this name. Not taken over:"), *map(short, others[:MOST_NOTED])]
        if reading.left:
            lines += [_("Not taken over:"), *reading.left]
        return "\n".join(lines)[:LONGEST_NOTE]
