"""Twee 3: passages in plain text, each under a line that begins with two colons.

The notation is that of the Interactive Fiction Technology Foundation's specification “Twee 3” (2021).
"""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from scenarios.importing.passages import MOST_PASSAGES, Passage, Refused, TwineStory

LINE = re.compile(r"^::(.*)$", re.M)
HEAD = re.compile(r"[ \t]*+(?P<name>(?:\\.|[^\[\]{}\\])*+)(?P<tags>\[(?:\\.|[^\]\\])*+\])?[ \t]*+(?P<meta>\{.*\})?[ \t]*+")
OLD_PLACE = re.compile(r"<(?P<across>-?\d{1,6}),\s*(?P<down>-?\d{1,6})>\s*$")  # as Twee2 writes it
LAST_TAGS = re.compile(r"(?<!\\)\[([^\[\]]*+)\]\s*$")
COLONS = re.compile(r"^\\(?=::)", re.M)
ESCAPED = re.compile(r"\\(.)")


def read_twee(text: str) -> list[TwineStory]:
    """The one story of the file, as a list. Raises Refused."""
    heads = list(LINE.finditer(text))
    if not heads:
        raise Refused(_("There is no passage in this file: no line begins with “::”. Is it Twee 3?"))
    if len(heads) > MOST_PASSAGES:
        raise Refused(_("The story has more than %d passages. Divide it into several scenarios.") % MOST_PASSAGES)
    ends = [head.start() for head in heads[1:]] + [len(text)]
    passages = tuple(_passage(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True))
    data = _story_data(passages)
    title = next((passage.text.strip() for passage in passages if passage.name == "StoryTitle"), "")
    start = data.get("start") or ("Start" if any(passage.name == "Start" for passage in passages) else "")
    return [TwineStory(title, data.get("format", ""), start, passages)]


def _passage(found: re.Match[str], text: str) -> Passage:
    place = OLD_PLACE.search(found[1])
    line = found[1][: place.start()] if place else found[1]
    name, tags, meta = _head(line)
    at = (int(place["across"]), int(place["down"])) if place else _place(meta)
    said = COLONS.sub("", text.strip("\n").rstrip())
    words = tuple(ESCAPED.sub(r"\1", tags).split())
    return Passage(ESCAPED.sub(r"\1", name).strip(), said, words, at)


def _head(line: str) -> tuple[str, str, str | None]:
    """Name, tags and metadata. What is not written as Twee 3 has it is a passage all the same, and no text of the one before."""
    if head := HEAD.fullmatch(line):
        return head["name"], (head["tags"] or "[]")[1:-1], head["meta"]
    tags = LAST_TAGS.search(line)
    return (line[: tags.start()], tags[1], None) if tags else (line, "", None)


def _place(meta: str | None) -> tuple[int, int] | None:
    try:
        across, down = json.loads(meta or "{}").get("position", "").split(",")
        return int(float(across)), int(float(down))
    except (ValueError, AttributeError, RecursionError, OverflowError):
        return None


def _story_data(passages: tuple[Passage, ...]) -> dict[str, str]:
    """Start and format from StoryData; nothing where it is damaged, for the texts are still good."""
    for passage in passages:
        if passage.name == "StoryData":
            try:
                data = json.loads(passage.text)
            except (ValueError, RecursionError):
                return {}
            return {key: value for key, value in data.items() if isinstance(value, str)} if isinstance(data, dict) else {}
    return {}
