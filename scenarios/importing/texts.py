"""The words of a passage without its code, and the code as a list, so that an author sees what was left behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from scenarios.importing.asides import Pair, without_comments, without_links_as_written, without_pieces
from scenarios.importing.links import BRACKETS, divided
from scenarios.importing.macros import CHAPBOOK as CHAPBOOK_WAY
from scenarios.importing.macros import HTML_LINK, SUGARCUBE_IMAGE, TEXT, html_target, unquoted
from scenarios.importing.passages import CHAPBOOK, HARLOWE, SNOWMAN, SUGARCUBE

MOST_NOTED = 30  # pieces of code in one note
LONGEST_PIECE = 200
SUGARCUBE_SCRIPT: Pair = (re.compile("<<script>>", re.I), re.compile("<</script>>", re.I))
SCRIPTS: list[Pair] = [(re.compile(rf"<{name}\b", re.I), re.compile(rf"</{name}\s*>", re.I)) for name in ("script", "style")]
SNOWMAN_CODE: Pair = (re.compile("<%"), re.compile("%>"))
CODE = {
    SUGARCUBE: re.compile(r"<<[^<>]*(?:<(?!<)[^<>]*|>(?!>)[^<>]*)*>>"),
    CHAPBOOK: re.compile(r"^\[[^\[\]\n]*\]$|\{[^{}\n]*\}", re.M),
}
HARLOWE_MACRO = re.compile(r"\([a-zA-Z][\w-]*:")
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
HOOKS = re.compile(r"\|?(?<![\w-])[\w-]*+>\s*+\[(?!\[)|(?<!\])\]<[\w-]*+\||\\$", re.M)
# Code, style and notes to oneself, up to the next line that says how to go on.
CHAPBOOK_APART = re.compile(
    r"^\[(?:javascript|css|n\.?b\.?|note(?: to (?:my)?self)?|todo|fixme)\]$.*?(?=^\[(?!\[)[^\[\]\n]*\]$|\Z)", re.M | re.S | re.I
)
MARKS = re.compile(r"^#{1,6}\s*|''|(?<!http:)(?<!https:)//|__|~~|\^\^", re.M)
STARS = r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
OWN_MARKS = {
    HARLOWE: re.compile(STARS),
    SUGARCUBE: re.compile(r"@@(?:[.#\w][^@;\n]{0,200};)?|^!{1,6}", re.M),
    CHAPBOOK: re.compile(rf"^>[ \t]?|{STARS}", re.M),
    SNOWMAN: re.compile(STARS),
}
# Around the words of a way on, until it is known whether they belong to a sentence. No text has such a character.
EDGE = "\ufdd0"
WAY = rf"{EDGE}[^{EDGE}]*+{EDGE}"
# Ways one after the other at the end of a line, below each other or beside each other: choices, and no part of a sentence.
CHOICES = re.compile(rf"(?:^[ \t*#>|·•+\d.)–—-]*+|(?<=[.!?…:;؟»”\"])[ \t]*+)(?:{WAY}[ \t|,/·•*–—-]*+)++$", re.M)
# With the words that stay where they are when they are clicked; what (link:) shows gives way to what follows.
MACRO_WAY = re.compile(
    rf"(?:<<(?:link|button|click)\s+|\(link[-_]?(?:reveal|(?:reveal[-_]?)?go[-_]?to)\s*:\s*)(?P<text>{TEXT})"
    r"|<</(?:link|button|click)>>|\(link[\w-]*\s*:",
    re.I,
)


@dataclass(frozen=True)
class Reading:
    """``html``: paragraphs, escaped; ``left``: pieces of code that have no counterpart, each once."""

    html: str
    left: tuple[str, ...]


def read_text(source: str, dialect: str) -> Reading:
    """``dialect``: the story format. What is code is cut out and noted, never run."""
    left: list[str] = []
    text = without_links_as_written(without_comments(source.replace(EDGE, ""), dialect), dialect, left)
    own = {SNOWMAN: [SNOWMAN_CODE], SUGARCUBE: [SUGARCUBE_SCRIPT]}
    for pair in [*own.get(dialect, []), *SCRIPTS]:
        text = without_pieces(pair, text, left)
    if dialect == CHAPBOOK:
        text = _cut(CHAPBOOK_APART, _without_variables(text, left), left)
    text = CHAPBOOK_WAY.sub(_chapbook_words, _cut(SUGARCUBE_IMAGE, text, left))
    left += [found.group() for found in BRACKETS.finditer(text) if found["setter"]]
    text = HTML_LINK.sub(_html_words, BRACKETS.sub(lambda found: _way(divided(found["inner"])[0]), text))
    text = _without_macros(text, left) if dialect == HARLOWE else _cut(CODE[dialect], text, left) if dialect in CODE else text
    text = TAGS.sub("", text)
    if dialect == HARLOWE:
        text = re.sub(r"[\[\]{}]", "", HOOKS.sub("", text))
    text = CHOICES.sub("", text).replace(EDGE, "")
    if dialect in OWN_MARKS:
        text = OWN_MARKS[dialect].sub("", text)
    noted = dict.fromkeys(short(piece.replace(EDGE, "")) for piece in left)
    return Reading(_paragraphs(MARKS.sub("", text)), tuple(noted)[:MOST_NOTED])


def _way(words: str) -> str:
    return f"{EDGE}{words.replace(EDGE, '')}{EDGE}"


def _chapbook_words(found: re.Match[str]) -> str:
    return "" if found["embed"] else _way(unquoted(found["text"] or found["to"]))


def _html_words(element: re.Match[str]) -> str:
    """Of an element that leads on; any other stays."""
    return _way(element["text"] or "") if html_target(element["given"]) else element.group()


def _macro_words(piece: str) -> str:
    """Of a macro that leads on; nothing of any other."""
    found = MACRO_WAY.match(piece)
    return _way(unquoted(found["text"])) if found else ""


def _cut(pattern: re.Pattern[str], text: str, left: list[str]) -> str:
    left += [found.group() for found in pattern.finditer(text)]
    return pattern.sub(lambda found: _macro_words(found.group()), text)


def _without_variables(text: str, left: list[str]) -> str:
    """Chapbook sets its variables above a line of two hyphens."""
    head, line, body = text.partition("\n--\n")
    if not line:
        return text
    left += [each for each in head.splitlines() if each.strip()]
    return body


def _without_macros(text: str, left: list[str]) -> str:
    """Harlowe’s macros may stand within each other, so their brackets are counted."""
    kept, end = [], 0
    for found in HARLOWE_MACRO.finditer(text):
        if found.start() < end:
            continue
        close = _closing(text, found.start())
        kept.append(text[end : found.start()])
        left.append(text[found.start() : close])
        kept.append(_macro_words(left[-1]))
        end = close
    return "".join(kept) + text[end:]


def _closing(text: str, start: int) -> int:
    """The place after the bracket that closes the one at ``start``; the end of the text where none does."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def short(piece: str) -> str:
    words = " ".join(piece.split())
    return words if len(words) <= LONGEST_PIECE else words[: LONGEST_PIECE - 1] + "…"


def _paragraphs(text: str) -> str:
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "".join(f"<p>{escape(unescape(part), quote=False)}</p>" for part in parts if part)
