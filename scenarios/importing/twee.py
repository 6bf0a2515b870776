"""Twee 3: passages in plain text, each under a line that begins with two colons.

The notation is that of the Interactive Fiction Technology Foundation's specification “Twee 3” (2021).
"""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from scenarios.importing.passages import MOST_PASSAGES, Passage, Refused, TwineStory

HEAD = re.compile(
    r"^::[ \t]*+(?P<name>(?:\\.|[^\[\]{}\\\n])*+)(?P<tags>\[(?:\\.|[^\]\\\n])*+\])?[ \t]*+(?P<meta>\{.*\})?[ \t]*+$", re.M
)
ESCAPED = re.compile(r"\\(.)")


def read_twee(text: str) -> list[TwineStory]:
    """The one story of the file, as a list. Raises Refused."""
    heads = list(HEAD.finditer(text))
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


def _passage(head: re.Match[str], text: str) -> Passage:
    tags = ESCAPED.sub(r"\1", (head["tags"] or "[]")[1:-1]).split()
    return Passage(ESCAPED.sub(r"\1", head["name"]).strip(), text.strip("\n").rstrip(), tuple(tags), _place(head["meta"]))


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
