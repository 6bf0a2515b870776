"""Twine 2: a published story or an archive of several, as HTML. Only the story data are read; scripts are text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from scenarios.importing.passages import MOST_PASSAGES, MOST_STORIES, Passage, Refused, TwineStory

PLACE = re.compile(r"\s*(-?\d{1,6})(?:\.\d+)?\s*,\s*(-?\d{1,6})(?:\.\d+)?\s*\Z")
FOREIGN = re.compile(r"<(?!/?(?:tw-|script\b|style\b)|!--)", re.I)


def read_twine_html(text: str) -> list[TwineStory]:
    """The stories of the file, at least one. Raises Refused."""
    reader = _Reader()
    reader.feed(plain(text))
    reader.close()
    if not reader.stories:
        raise Refused(
            _("There is no Twine 2 story in this file. In Twine, choose “Publish to file” or “Archive”, and send that.")
        )
    return reader.stories


def plain(text: str) -> str:
    """With all that begins like a tag, but is none that matters here, as text: a file of such is else read for minutes."""
    end = text.rfind("-->") + 1  # a comment that nothing ends is looked for again and again
    return FOREIGN.sub("&lt;", text[:end] + text[end:].replace("<!--", "&lt;!--"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stories: list[TwineStory] = []
        self._head: dict[str, str] | None = None
        self._passages: list[Passage] = []
        self._pids: dict[str, str] = {}
        self._open: dict[str, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tw-storydata":
            self._finish_story()
            self._head, self._passages, self._pids = given, [], {}
        elif tag == "tw-passagedata" and self._head is not None:
            self._finish_passage()
            self._open, self._text = given, []

    def handle_endtag(self, tag: str) -> None:
        if tag == "tw-passagedata":
            self._finish_passage()
        elif tag == "tw-storydata":
            self._finish_story()

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._finish_story()

    def _finish_passage(self) -> None:
        if self._open is None:
            return
        given, self._open = self._open, None
        if len(self._passages) >= MOST_PASSAGES:
            raise Refused(_("The story has more than %d passages. Divide it into several scenarios.") % MOST_PASSAGES)
        place = PLACE.match(given.get("position", ""))
        name = given.get("name", "").strip()
        at = (int(place[1]), int(place[2])) if place else None
        self._passages.append(Passage(name, "".join(self._text), tuple(given.get("tags", "").split()), at))
        self._pids[given.get("pid", "")] = name

    def _finish_story(self) -> None:
        self._finish_passage()
        if self._head is None:
            return
        head, self._head = self._head, None
        if len(self.stories) >= MOST_STORIES:
            raise Refused(_("The archive holds more than %d stories. Send them one by one.") % MOST_STORIES)
        start = self._pids.get(head.get("startnode", ""), "")
        title = head.get("name", "").strip()
        self.stories.append(TwineStory(title, head.get("format", ""), start, tuple(self._passages)))
