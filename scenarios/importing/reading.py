"""What a file is, by its name and its content; those that cannot be imported are refused with the reason and what to do."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from scenarios.importing.passages import MOST_BYTES, Refused, TwineStory
from scenarios.importing.twee import read_twee
from scenarios.importing.twine_html import read_twine_html

TWEE_HEAD = re.compile(r"^::[ \t]*\S", re.M)
YARN_BODY = re.compile(r"^---[ \t]*$", re.M)
LONGEST_YARN_HEAD = 2_000  # characters
INK = re.compile(r"^[ \t]*+(?:===?\s*\w+|(?:VAR|CONST|LIST|INCLUDE|EXTERNAL)\s+\S|->\s*\w+|~\s*\w|[*+]\s*(?:\[|\S))", re.M)
CHOICESCRIPT = re.compile(r"^[ \t]*+\*(?:title|create|choice|scene_list|page_break|finish|goto|label)\b", re.M)


def read_file(name: str, content: bytes) -> list[TwineStory]:
    """The Twine stories of a file: Twee 3, a published Twine 2 story or an archive. Raises Refused."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than %d MB. Take pictures and sounds out of it.") % (MOST_BYTES // 1024 // 1024))
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b")) or ending in ("zip", "h5p", "gz"):
        raise Refused(h5p_or_packed(ending))
    if ending == "tws":
        raise Refused(_("This is a file of Twine 1. Open it in Twine 2 (“Import from file”), publish it there, and send that."))
    text = decoded(content)
    if "<tw-storydata" in text.lower():
        return read_twine_html(text)
    refuse_others(ending, text)
    if TWEE_HEAD.search(text):
        return read_twee(text)
    kinds = _("Send Twee 3, a published Twine 2 story, a Twine archive or Bluehelm JSON.")
    raise Refused(_("This kind of file cannot be imported. %s") % kinds)


def decoded(content: bytes) -> str:
    """UTF-8, with or without a byte order mark, and UTF-16 with one. Raises Refused."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("The file is no text in UTF-8. Save it again with the encoding UTF-8.")) from None
    if "\x00" in text:
        raise Refused(_("The file is no text. Send Twee 3, a published Twine 2 story, a Twine archive or Bluehelm JSON."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_others(ending: str, text: str) -> None:
    """Names what other programs write, each with a way out. Raises Refused."""
    if "<tw-passagedata" not in text and re.search(r"<div[^<>]+id=[\"']?store-?area", text, re.I):
        raise Refused(
            _("This is a story published by Twine 1. Open it in Twine 2 (“Import from file”), publish it, and send that.")
        )
    if ending in ("yarn", "testplan", "yarnproject") or (ending not in ("tw", "twee") and is_yarn(text)):
        raise Refused(
            _("This is a Yarn file. Its commands cannot be checked here. Write its nodes as Twee 3 passages, and send that.")
        )
    if "inkVersion" in text[:2_000] or ending in ("ink", "inkjson"):
        raise Refused(_about_ink())
    if ending == "json" or text.lstrip().startswith(("{", "[")):
        raise Refused(_json_reason(text))
    if ending not in ("tw", "twee") and not TWEE_HEAD.search(text):
        if CHOICESCRIPT.search(text):
            raise Refused(_("This is a ChoiceScript file. Build its scenes on the map, or write them as Twee 3 passages."))
        if INK.search(text) and ending == "txt":
            raise Refused(_about_ink())


def is_yarn(text: str) -> bool:
    """A title, not far above a line that begins a node's body."""
    lines = f"\n{text}"
    bodies = (found.start() for found in YARN_BODY.finditer(lines))
    return any(lines.rfind("\ntitle:", max(0, body - LONGEST_YARN_HEAD), body) >= 0 for body in bodies)


def _about_ink() -> str:
    return _(
        "This is an ink file. Its logic cannot be checked here. Write its knots as Twee 3 passages with links, and send that."
    )


def is_h5p(data: dict[str, Any]) -> bool:
    """The content of an H5P package, or what it says of itself."""
    return "branchingScenario" in data or str(data.get("mainLibrary", "")).startswith("H5P")


def h5p_or_packed(ending: str) -> str:
    if ending == "h5p":
        return _("This is an H5P package. Branching Scenario keeps no rules that could be checked. Build its scenes on the map.")
    return _("This file is packed. Unpack it, and send the Twee or HTML file in it.")


def _json_reason(text: str) -> str:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _("This JSON is damaged: it cannot be read to its end.")
    if isinstance(data, dict) and "inkVersion" in data:
        return _about_ink()
    if isinstance(data, dict) and is_h5p(data):
        return h5p_or_packed("h5p")
    if isinstance(data, dict) and "passages" in data:
        return _("This is a story of Twine as JSON. Publish it from Twine as HTML or Twee, and send that.")
    return _("This JSON is no scenario of Bluehelm. Its form is published beside the import.")
