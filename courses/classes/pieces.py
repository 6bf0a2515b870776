"""Running text in pieces that fit one screen. HTML in, HTML out; nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.safestring import SafeString, mark_safe

WORDS_A_SCREEN = 45
LISTS = {"ul", "ol"}


def pieces(html: str, limit: int = WORDS_A_SCREEN) -> list[SafeString]:
    """The text cut between its paragraphs, and lists between their items, as near to the limit of words as these allow.

    Links lose their address: nobody can press them on a wall.
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        link.unwrap()
    cut: list[str] = []
    held, count = "", 0
    for part in (fine for element in soup.children for fine in _fine(element, limit)):
        words = len(BeautifulSoup(part, "html.parser").get_text(" ").split())
        if held and count + words > limit:
            cut.append(held)
            held, count = "", 0
        held, count = held + part, count + words
    return [mark_safe(text) for text in [*cut, held] if text.strip()]


def _fine(element: object, limit: int) -> Iterator[str]:
    """An element as it stands; a list that is too long as several lists, numbered on."""
    if isinstance(element, NavigableString):
        yield str(element) if element.strip() else ""
    elif isinstance(element, Tag) and element.name in LISTS:
        yield from _lists(element, limit)
    else:
        yield str(element)


def _lists(element: Tag, limit: int) -> Iterator[str]:
    items, first = element.find_all("li", recursive=False), 1
    held: list[Tag] = []
    for item in items:
        if held and _words([*held, item]) > limit:
            yield _list(element.name, held, first)
            first += len(held)
            held = []
        held.append(item)
    if held:
        yield _list(element.name, held, first)


def _words(items: list[Tag]) -> int:
    return sum(len(item.get_text(" ").split()) for item in items)


def _list(name: str, items: list[Tag], first: int) -> str:
    start = f' start="{first}"' if name == "ol" and first > 1 else ""
    return f"<{name}{start}>{''.join(str(item) for item in items)}</{name}>"
