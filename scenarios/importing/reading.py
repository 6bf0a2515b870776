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
# Pictures and sounds within the text: nothing of them is taken over, and they are most of what such a file weighs.
EMBEDDED = re.compile(r"(data:[\w.+-]{1,60}/[\w.+-]{1,60};base64,)[A-Za-z0-9+/=]+")
LONGEST_YARN_HEAD = 2_000  # characters
INK = re.compile(r"^[ \t]*+(?:===?\s*\w+|(?:VAR|CONST|LIST|INCLUDE|EXTERNAL)\s+\S|->\s*\w+|~\s*\w|[*+]\s*\[)", re.M)
CHOICESCRIPT = re.compile(
    r"^[ \t]*+\*(?:title|author|create|temp|set|if|choice|fake_choice|scene_list|page_break|finish|ending|label"
    r"|goto|goto_scene|gosub|gosub_scene|comment|stat_chart|achievement)\b",
    re.M,
)
PACKED_H5P = b"h5p.json"  # in the list of names at the end of a package


def read_file(name: str, content: bytes) -> list[TwineStory]:
    """The Twine stories of a file: Twee 3, a published Twine 2 story or an archive. Raises Refused."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than %d MB. Take pictures and sounds out of it.") % (MOST_BYTES // 1024 // 1024))
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b")) or ending in ("zip", "h5p", "gz"):
        raise Refused(h5p_or_packed("h5p" if PACKED_H5P in content else ending))
    if ending == "tws":
        raise Refused(_("This is a file of Twine 1. Open it in Twine 2 (“Import from file”), publish it there, and send that."))
    text = EMBEDDED.sub(r"\1", decoded(content))
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
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_not_utf_8()) from None
    if text.count("\x00") > len(text) // 3:  # UTF-16 without a mark: of every Latin letter one byte is empty
        raise Refused(_not_utf_8())
    if "\x00" in text:
        raise Refused(_("The file is no text. Send Twee 3, a published Twine 2 story, a Twine archive or Bluehelm JSON."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf_8() -> str:
    return _("The file is no text in UTF-8. Save it again with the encoding UTF-8.")


def refuse_others(ending: str, text: str) -> None:
    """Names what other programs write, each with a way out. Raises Refused."""
    if "<tw-passagedata" not in text and re.search(r"<div[^<>]+id=[\"']?store-?area", text, re.I):
        raise Refused(
            _("This is a story published by Twine 1. Open it in Twine 2 (“Import from file”), publish it, and send that.")
        )
    if ending in ("yarn", "testplan", "yarnproject") or (ending not in ("tw", "twee") and is_yarn(text)):
        raise Refused(_about_yarn())
    if "inkVersion" in text[:2_000] or ending in ("ink", "inkjson"):
        raise Refused(_about_ink())
    if ending == "json" or text.lstrip().startswith(("{", "[")):
        raise Refused(_json_reason(text))
    if ending not in ("tw", "twee") and not TWEE_HEAD.search(text):
        if CHOICESCRIPT.search(text):
            raise Refused(_("This is a ChoiceScript file. Build its scenes on the map, or write them as Twee 3 passages."))
        if ending not in ("html", "htm") and INK.search(text):
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


def _about_yarn() -> str:
    return _("This is a Yarn file. Its commands cannot be checked here. Write its nodes as Twee 3 passages, and send that.")


def is_foreign_json(content: bytes) -> bool:
    """By the look of it: a story of ink, of Yarn's editor or of Twine. Our own is one object without passages."""
    is_list = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    return is_list or b"inkVersion" in content[:2_000] or b'"passages"' in content[:100_000]


def is_yarn_list(data: Any) -> bool:
    """Nodes as Yarn's own editor keeps them."""
    return isinstance(data, list) and bool(data) and isinstance(data[0], dict) and {"title", "body"} <= data[0].keys()


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
    if is_yarn_list(data):
        return _about_yarn()
    if isinstance(data, dict) and "passages" in data:
        return _("This is a story of Twine as JSON. Publish it from Twine as HTML or Twee, and send that.")
    return _("This JSON is no scenario of Bluehelm. Its form is published beside the import.")
