"""Markdown by a library: elements with their lines, what of them a lesson can keep, and the HTML that they become."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
Lines = list[tuple[int, str]]  # line numbers with their text
# What the editor can keep inside an element, by the first word of the library's names.
INSIDE = {"paragraph", "bullet", "ordered", "list", "inline", "text", "softbreak", "hardbreak", "strong", "em", "link"}
NAMES = {
    "paragraph": "a paragraph",
    "bullet": "a list",
    "ordered": "a numbered list",
    "heading": "a heading",
    "table": "a table",
    "blockquote": "a quotation (>)",
    "code": "text between ` or indented text",
    "fence": "text between ```",
    "hr": "a rule (---)",
    "image": "an image",
}


@dataclass(frozen=True)
class Element:
    """One top-level element of a text. ``kind``: paragraph, bullet, ordered, heading, table …; ``line``: where it begins."""

    kind: str
    line: int
    tokens: list[Token]

    def line_of(self, token: Token) -> int:
        """The line of a token inside; inline tokens bear those of the element around them."""
        start = self.tokens[0].map
        return self.line + (token.map[0] - start[0] if token.map and start else 0)

    @property
    def inlines(self) -> list[Token]:
        return [token for token in self.tokens if token.type == "inline"]

    def strangers(self, allowed: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
        """What stands inside and could not be kept: line and name."""
        own = {"table", "thead", "tbody", "tr", "th", "td"} if self.kind == "table" else {self.kind}
        for token in self.tokens:
            for part in [token, *(token.children or [])]:
                word = first_word(part)
                if word not in INSIDE | own | allowed and part.nesting >= 0:
                    yield self.line_of(token), NAMES.get(word, word)


def first_word(token: Token) -> str:
    """``bullet_list_open`` → ``bullet``."""
    return token.type.split("_")[0]


def elements(run: Lines) -> list[Element]:
    """The top-level elements of consecutive lines."""
    found: list[Element] = []
    depth, current = 0, []
    for token in markdown.parse("\n".join(text for _, text in run)) if run else []:
        current.append(token)
        depth += token.nesting
        if depth == 0:
            start = next((t.map[0] for t in current if t.map), 0)
            found.append(Element(first_word(current[0]), run[0][0] + start, current))
            current = []
    return found


def html(tokens: list[Token]) -> str:
    """As the library renders it; HTML in a text is escaped, never passed on."""
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def plain(token: Token) -> str:
    """The words of an inline token without marks."""
    words = [" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or []]
    return "".join(words).strip()


def table_value(tokens: list[Token]) -> dict[str, Any]:
    """A Markdown table as the value of the table part."""
    rows: list[list[str]] = []
    headings: list[str] = []
    for before, token in itertools.pairwise(tokens):
        if before.type == "th_open":
            headings.append(plain(token))
        elif before.type == "td_open":
            rows[-1].append(f"<p>{html([token])}</p>")
        elif token.type == "tr_open" and headings:
            rows.append([])
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}


# --- Texts of scenarios --------------------------------------------------------------------------


def paragraphs(text: str) -> str:
    """Plain Markdown paragraphs as HTML: for scenes, consequences and debriefs."""
    return str(markdown.render(text)) if text else ""


def only_paragraphs(text: str) -> str:
    """The text itself. Raises ValueError when it holds more than paragraphs and lists."""
    for element in elements(list(enumerate(text.splitlines()))):
        strangers = [name for _, name in element.strangers()]
        if element.kind not in {"paragraph", "bullet", "ordered"}:
            strangers.insert(0, NAMES.get(element.kind, element.kind))
        if strangers:
            raise ValueError(f"{strangers[0]} cannot stand in this text; write paragraphs and lists")
    return text
