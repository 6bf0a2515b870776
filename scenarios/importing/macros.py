"""Ways on that are written as macros, inserts or HTML, story format by story format. Read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINK, JUMP, SHOWN = "link", "jump", "shown"
OUTSIDE = re.compile(r"\s*(?:https?:|mailto:|//|www\.)", re.I)
TEXT = r"(?:\"(?:\\.|[^\"\\\n])*+\"|'(?:\\.|[^'\\\n])*+')"
RECKONED = r"`[^`\n]{1,500}+`"  # words that are made up while the story runs
ESCAPED = re.compile(r"\\(.)")

HARLOWE = re.compile(
    rf"\((?P<macro>(?:link[-_]?(?:reveal[-_]?)?|click[-_]?|mouse[-_]?(?:over|out)[-_]?)go[-_]?to|display)\s*:\s*"
    rf"(?:(?P<text>{TEXT}|\?\w+)\s*,\s*)?(?P<to>{TEXT})\s*\)",
    re.I,
)
HARLOWE_JUMP = re.compile(
    rf"(?P<opens>(?:\(link(?:-repeat|-reveal)?\s*:\s*(?P<text>{TEXT})\s*\)\s*)?\[)|(?P<closes>\])|\(go[-_]?to\s*:\s*(?P<to>{TEXT})\s*\)",
    re.I,
)
SUGARCUBE = re.compile(
    rf"<<(?P<macro>include|display|link|button|click|choice|back|return)\s+(?P<one>{TEXT}|{RECKONED})(?:\s+(?P<two>{TEXT}))?\s*>>",
    re.I,
)
SUGARCUBE_ACTIONS = re.compile(rf"<<actions((?:\s+{TEXT})+)\s*>>", re.I)
SUGARCUBE_JUMP = re.compile(
    rf"(?P<opens><<(?:link|button|click)\b(?:\s+(?P<text>{TEXT})\s*>>)?)|(?P<closes><</(?:link|button|click)>>)|<<goto\s+(?P<to>{TEXT})\s*>>",
    re.I,
)
SUGARCUBE_IMAGE = re.compile(
    r"\[{1,2}[<>]?img\[[^\[\]\n]{1,500}\](?:\[(?P<to>[^\[\]\n]{0,500})\](?:\[[^\[\]\n]{0,500}\])?)?\]{1,2}", re.I
)
CHAPBOOK = re.compile(
    rf"\{{\s*(?:(?P<embed>embed passage(?: named)?)|link to)\s*:\s*(?P<to>{TEXT})(?:\s*,\s*label\s*:\s*(?P<text>{TEXT}))?\s*\}}",
    re.I,
)
CHAPBOOK_REVEAL = re.compile(rf"\{{\s*reveal link\s*:\s*{TEXT}\s*,\s*passage\s*:\s*(?P<to>{TEXT})\s*\}}", re.I)
HTML_LINK = re.compile(r"<(?P<tag>[a-z][\w-]*)\b(?P<given>[^<>]{0,1000})>(?:(?P<text>[^<>]{0,300})</(?P=tag)\s*>)?", re.I)
HTML_TARGET = re.compile(r"\bdata-passage\s*=\s*(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)')", re.I)
SHOW = re.compile(rf"\bstory\.show\(\s*(?P<to>{TEXT})\s*\)")


@dataclass(frozen=True)
class Link:
    """``how``: a link to choose, a jump by itself, or a passage that is shown within this one. ``text``: empty where none is.

    ``is_counted``: whether the usual reading of Twine's files counts it; it knows only double quotes in Harlowe's macros, and
    fewer macros than there are.
    """

    target: str
    text: str = ""
    how: str = LINK
    is_counted: bool = True


def macro_links(text: str) -> Iterator[Link]:
    """In the order of their kinds; the same target may come several times."""
    yield from _harlowe(text)
    yield from _sugarcube(text)
    yield from _chapbook(text)
    yield from _html(text)


def html_target(given: str) -> str:
    """What the attributes of an element name as the passage it leads to; empty where that is nothing or only reckoned."""
    found = HTML_TARGET.search(given)
    target = (found["double"] or found["single"]).strip() if found else ""
    return "" if target.startswith(("$", "_")) else target


def unquoted(quoted: str | None) -> str:
    """Without its quotes and escapes; nothing of a hook's name."""
    return ESCAPED.sub(r"\1", quoted[1:-1]).strip() if quoted and quoted[0] in "\"'" else ""


def _harlowe(text: str) -> Iterator[Link]:
    for found in HARLOWE.finditer(text):
        macro, target = re.sub("[-_]", "", found["macro"].lower()), unquoted(found["to"])
        is_usual = found["to"][0] == '"' and not (found["text"] or "").startswith(("'", "?"))
        if not target:
            continue
        if macro == "display":
            yield Link(target, how=SHOWN, is_counted=is_usual)
        else:
            yield Link(target, unquoted(found["text"]) or target, is_counted=is_usual and macro == "linkgoto")
    yield from _jumps(HARLOWE_JUMP, text)


def _sugarcube(text: str) -> Iterator[Link]:
    for found in SUGARCUBE.finditer(text):
        macro, one, two = found["macro"].lower(), unquoted(found["one"]), unquoted(found["two"])
        if macro in ("include", "display"):
            yield Link(one, how=SHOWN, is_counted=macro == "include")
        elif macro == "choice":
            yield Link(one, two, is_counted=False)
        elif two:
            yield Link(two, one, is_counted=macro in ("link", "button"))
    yield from _jumps(SUGARCUBE_JUMP, text)
    for found in SUGARCUBE_ACTIONS.finditer(text):
        yield from (Link(unquoted(each), is_counted=False) for each in re.findall(TEXT, found[1]))
    for found in SUGARCUBE_IMAGE.finditer(text):
        target = (found["to"] or "").strip()
        if target and not target.startswith(("$", "_")) and not OUTSIDE.match(target):
            yield Link(target, is_counted=False)


def _chapbook(text: str) -> Iterator[Link]:
    for found in CHAPBOOK.finditer(text):
        target = unquoted(found["to"])
        if found["embed"]:
            yield Link(target, how=SHOWN)
        elif target and not OUTSIDE.match(target):
            yield Link(target, unquoted(found["text"]), is_counted=False)
    for found in CHAPBOOK_REVEAL.finditer(text):
        yield Link(unquoted(found["to"]), how=SHOWN, is_counted=False)


def _html(text: str) -> Iterator[Link]:
    for found in HTML_LINK.finditer(text):
        if target := html_target(found["given"]):
            yield Link(target, " ".join((found["text"] or "").split()), is_counted=False)
    for found in SHOW.finditer(text):
        yield Link(unquoted(found["to"]), how=JUMP, is_counted=False)


def _jumps(pattern: re.Pattern[str], text: str) -> Iterator[Link]:
    """Each with the words of the innermost link within which it stands."""
    opened: list[bool] = []  # whether there are words
    words: list[str] = []
    for found in pattern.finditer(text):
        if found["opens"]:
            said = unquoted(found["text"])
            opened.append(bool(said))
            words += [said] if said else []
        elif found["closes"]:
            if opened and opened.pop():
                words.pop()
        elif target := unquoted(found["to"]):
            is_counted = found["to"][0] == '"' or pattern is SUGARCUBE_JUMP
            yield Link(target, words[-1] if words else "", JUMP, is_counted)
