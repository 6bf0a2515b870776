"""What a passage says to nobody: comments, and text that is shown as it is written, so that a link in it is none."""

from __future__ import annotations

import re

from scenarios.importing.passages import HARLOWE, SUGARCUBE

Pair = tuple[re.Pattern[str], re.Pattern[str]]  # what begins a piece, and what ends it
COMMENTS: list[Pair] = [(re.compile("<!--"), re.compile("-->")), (re.compile("/%"), re.compile("%/"))]
MORE_COMMENTS: dict[str, list[Pair]] = {SUGARCUBE: [(re.compile(r"/\*"), re.compile(r"\*/"))]}
AS_WRITTEN = {
    HARLOWE: re.compile(r"(?<!`)(?P<marks>`++)(?:[^`\n]|(?!(?P=marks))`)*+(?P=marks)(?!`)"),
    SUGARCUBE: re.compile(r'"""(?:[^"]|"(?!""))*+"""|\{\{\{(?:[^}]|\}(?!\}\}))*+\}\}\}|<nowiki>[^<]*+</nowiki>', re.I),
}


def without_comments(text: str, dialect: str) -> str:
    for pair in [*COMMENTS, *MORE_COMMENTS.get(dialect, [])]:
        text = without_pieces(pair, text, [])
    return text


def without_links_as_written(text: str, dialect: str, cut: list[str]) -> str:
    """Pieces that only show how a link is written; ``cut`` receives them."""

    def kept(found: re.Match[str]) -> str:
        if "[[" not in found.group():
            return found.group()
        cut.append(found.group())
        return ""

    return AS_WRITTEN[dialect].sub(kept, text) if dialect in AS_WRITTEN else text


def without_pieces(pair: Pair, text: str, cut: list[str]) -> str:
    """What nothing ends stays, and is not looked through again and again: a file may be made so that this takes hours."""
    begins, ends = pair
    kept, place = [], 0
    while (begun := begins.search(text, place)) and (ended := ends.search(text, begun.end())):
        kept.append(text[place : begun.start()])
        cut.append(text[begun.start() : ended.end()])
        place = ended.end()
    return "".join([*kept, text[place:]])
