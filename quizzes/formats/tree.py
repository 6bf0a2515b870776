"""An XML file as a small tree that knows its lines. No DTD, no entity, nothing from outside, and bounds on size and depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from quizzes.formats.question import UnreadableFile

MAX_ELEMENTS = 120_000
MAX_DEPTH = 100
INCLUDES = "http://www.w3.org/2001/XInclude"


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes likewise, text and children in their order."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[str | Node] = field(default_factory=list)
    namespace: str = ""

    @property
    def children(self) -> list[Node]:
        return [each for each in self.content if isinstance(each, Node)]

    @property
    def text(self) -> str:
        """What stands directly in the element."""
        return "".join(each for each in self.content if isinstance(each, str))

    def all(self, *tags: str) -> list[Node]:
        return [child for child in self.children if child.tag in tags]

    def first(self, tag: str) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def below(self, *tags: str) -> Iterator[Node]:
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.below(*tags)


class _Builder:
    """Takes what the parser meets, within the bounds."""

    def __init__(self) -> None:
        self.parser: Any = None
        self._root: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise UnreadableFile(_("The file is nested too deeply or has too many elements."), self._line)
        names = {_local(name): value for name, value in attributes.items()}
        node = Node(_local(tag), self._line, names, namespace=tag[1:].rpartition("}")[0] if tag.startswith("{") else "")
        if node.namespace == INCLUDES:
            raise UnreadableFile(
                _("The file takes in other files (XInclude), which is not done. Put their text into it."), self._line
            )
        if self._open:
            self._open[-1].content.append(node)
        self._root = self._root or node
        self._open.append(node)

    def end(self, tag: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)

    def close(self) -> Node:
        if self._root is None:
            raise UnreadableFile(_("The file is empty."))
        return self._root

    @property
    def _line(self) -> int:
        return int(self.parser.parser.CurrentLineNumber)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def read_tree(content: bytes) -> Node:
    """The root of the document. Raises UnreadableFile."""
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser
    try:
        parser.feed(content.lstrip())
        return parser.close()  # type: ignore[no-any-return]
    except DefusedXmlException:
        raise UnreadableFile(
            _("The file declares a document type or entities, which are not read. Take the DOCTYPE out.")
        ) from None
    except ParseError as error:
        raise UnreadableFile(_("The XML is broken or cut off: %(fault)s.") % {"fault": error.msg}, error.position[0]) from None
    except (ValueError, LookupError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(_("The encoding that the file declares cannot be read. Save it as UTF-8.")) from None
