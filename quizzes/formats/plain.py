"""Texts of files as plain text: what the learner would read, and nothing that a browser would run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from quizzes.formats.question import Text

BREAKS = {"p", "div", "br", "li", "tr", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"script", "style", "template", "title", "head", "noscript"}
BETWEEN_CELLS = {"td", "th"}
MANY_BREAKS = re.compile(r"\n{3,}")
LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|<!--")
# A “<” before which no tag ends is text; the parser would look for its end again and again.
LONELY = re.compile(r"<(?=[^<>]*(?:<|\Z))")
NUMBER_OF_LIST = re.compile(r"\A\d{1,4}\Z", re.ASCII)
RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
ENDINGS = "aeo"  # of ordinal numbers, as words of several letters are
_markdown = MarkdownIt("commonmark", {"html": True})


def plain(text: Text) -> str:
    """The words of a text, paragraphs kept as lines."""
    if text.markup == "plain":
        return text.text.strip()
    if text.markup == "markdown":
        return html_as_text(_markdown.render(text.text))
    if text.markup == "moodle" and not LOOKS_LIKE_HTML.search(text.text):
        return text.text.strip()
    return html_as_text(text.text, keeps_lines=text.markup == "moodle")


def html_as_text(html: str, *, keeps_lines: bool = False) -> str:
    """``keeps_lines``: whether a line of the source is a line for the reader too, as in Moodle's own text."""
    reader = _Words(keeps_lines)
    reader.feed(LONELY.sub("&lt;", _without_comments(html)))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _without_comments(html: str) -> str:
    parts, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start)) >= 0:
        parts.append(html[at:start])
        at = end + len("-->")
    return "".join([*parts, html[at:]])


def _raised(text: str) -> str:
    """10³ is not 103, nor 2^x two x; the ending of 1st stays as it is."""
    if text.isalpha() and (len(text) > 1 or text.lower() in ENDINGS):
        return text
    if all(ord(sign) in RAISED for sign in text):
        return text.translate(RAISED)
    return f"^{text}" if len(text) == 1 else f"^({text})"


def _lowered(text: str) -> str:
    return text.translate(LOWERED) if all(ord(sign) in LOWERED for sign in text) else text


SHIFTED = {"sup": _raised, "sub": _lowered}


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and NUMBER_OF_LIST.match(written) else otherwise


class _Words(HTMLParser):
    """Collects what is read; an address follows the words that led to it, a picture leaves its description, an entry of a
    numbered list its number, and digits stay above or below the line."""

    def __init__(self, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._keeps_lines = keeps_lines
        self._silent = 0
        self._kept = 0
        self._links: list[str] = []
        self._lists: list[int | None] = []  # the number of the next entry; none in a list without numbers
        self._is_numbered = False  # nothing but its number stands in the entry yet
        self._shifted: list[tuple[str, int]] = []  # what is set above or below the line, and where it begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self._kept += tag == "pre"
        if tag in BREAKS:
            self.parts.append("" if self._is_numbered else "\n")
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag in BETWEEN_CELLS:
            self.parts.append(" ")
        elif tag in SHIFTED:
            self._shifted.append((tag, len(self.parts)))
        self._count(tag, dict(attrs))

    def _count(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(_number(attrs.get("start"), 1) if tag == "ol" else None)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            number = _number(attrs.get("value"), number)
            self.parts.append(f"{number}. ")
            self._is_numbered = True
            self._lists[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT and self._silent:
            self._silent -= 1
        if tag == "pre" and self._kept:
            self._kept -= 1
        if tag in BREAKS:
            self.parts.append("\n")
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if self._shifted and self._shifted[-1][0] == tag:
            self._shift(*self._shifted.pop())
        if tag == "a" and self._links and (address := self._links.pop()).startswith(("http://", "https://")):
            self.parts.append(f" ({address})")

    def _shift(self, tag: str, at: int) -> None:
        text = "".join(self.parts[at:]).strip()
        self.parts[at:] = [SHIFTED[tag](text)]

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._is_numbered = self._is_numbered and not data.strip()
            self.parts.append(data if self._kept or self._keeps_lines else data.replace("\n", " "))
