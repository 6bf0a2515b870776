"""The structure of a tagged PDF. ISO 32000-1, 14.7: every piece leads to its element and back; ISO 14289-1, 7.1 to 7.5: roles,
words in place of pictures, headings, tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Div",
        "Sect",
        "Art",
        "Aside",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
MOST_DEPTH = 200


def structure_faults(root: DictionaryObject, reader: PdfReader) -> Iterator[str]:
    """Sentences; none is good."""
    tree = root.get("/StructTreeRoot")
    if tree is None:
        yield "It has no structure."
        return
    elements = list(_elements(root.raw_get("/StructTreeRoot")))
    parents = dict(_numbers(tree["/ParentTree"].get_object()))
    if parents and int(tree["/ParentTreeNextKey"]) <= max(parents):
        yield "The next number of the structure is taken."
    yield from _roles(tree, [each for each, _parent in elements])
    yield from _misplaced(elements)
    yield from _lost(reader, parents, elements)
    yield from _headings([each for each, _parent in elements])


def _elements(above: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """(element, what it stands in) as references, in the order of reading."""
    assert depth < MOST_DEPTH
    for kid in _kids(above.get_object()):
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and found.get("/Type") not in ("/MCR", "/OBJR"):
            yield kid, above
            yield from _elements(kid, depth + 1)


def _kids(node: Any) -> list[Any]:
    if "/K" not in node:
        return []
    kids = node.raw_get("/K")
    return list(kids.get_object()) if isinstance(kids.get_object(), ArrayObject) else [kids]


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    for kid in tree.get("/Kids", []):
        yield from _numbers(kid.get_object())
    flat = list(tree.get("/Nums", []))
    yield from zip(map(int, flat[::2]), flat[1::2], strict=True)


def _roles(tree: Any, elements: list[Any]) -> Iterator[str]:
    roles = {str(name): str(role) for name, role in tree.get("/RoleMap", {}).items()}
    used = {str(each.get_object()["/S"]) for each in elements}
    for name in sorted(used):
        if _meant(name, roles).removeprefix("/") not in STANDARD:
            yield f"The role {name} means nothing."
    for each in elements:
        element = each.get_object()
        if element["/S"] == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            yield "A figure has no words in its place."
        if element["/S"] == "/Table" and not any(kid.get_object()["/S"] == "/TH" for kid, _above in _elements(each)):
            yield "A table has no headings."


def _meant(name: str, roles: dict[str, str]) -> str:
    """What a role stands for, at the end of the map."""
    for _step in range(len(roles)):
        if name.removeprefix("/") in STANDARD or name not in roles:
            return name
        name = roles[name]
    return name


def _misplaced(elements: list[tuple[Any, Any]]) -> Iterator[str]:
    for each, above in elements:
        parent = each.get_object().raw_get("/P") if "/P" in each.get_object() else None
        if getattr(parent, "idnum", None) != above.idnum:
            yield f"An element {each.get_object()['/S']} does not know what it stands in."
            return


def _lost(reader: PdfReader, parents: dict[int, Any], elements: list[tuple[Any, Any]]) -> Iterator[str]:
    known = {each.idnum for each, _above in elements}
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    for number, page in enumerate(reader.pages, 1):
        marks = _marks(page, reader)
        if len(marks) != len(set(marks)):
            yield f"Page {number}: two pieces have one number."
        leads = parents.get(int(page.get("/StructParents", -1)))
        leads = list(leads.get_object()) if leads is not None else []
        for mark in marks:
            if mark >= len(leads) or getattr(leads[mark], "idnum", None) not in known:
                yield f"Page {number}: a piece leads to no element."
                break
            if not _holds(leads[mark].get_object(), mark, page):
                yield f"Page {number}: an element does not know its piece."
                break
        for annotation in page.get("/Annots", []):
            link = parents.get(int(annotation.get_object().get("/StructParent", -1)))
            if getattr(link, "idnum", None) not in known:
                yield f"Page {number}: a link leads to no element."
    for each, _above in elements:
        if "/Pg" in each.get_object() and each.get_object().raw_get("/Pg").idnum not in pages:
            yield "An element stands on a page that is not there."


def _holds(element: Any, mark: int, page: Any) -> bool:
    for kid in _kids(element):
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/MCR":
            where = found if "/Pg" in found else element
            if int(found["/MCID"]) == mark and where.raw_get("/Pg").idnum == page.indirect_reference.idnum:
                return True
        elif not isinstance(found, DictionaryObject | StreamObject) and int(found) == mark:
            return bool(element.raw_get("/Pg").idnum == page.indirect_reference.idnum)
    return False


def _headings(elements: list[Any]) -> Iterator[str]:
    """ISO 14289-1, 7.4.2: the first is of the first level, and none is left out."""
    levels = [int(role[2:]) for each in elements if re.fullmatch(r"/H[1-6]", role := str(each.get_object()["/S"]))]
    if not levels:
        yield "It has no heading."
    elif levels[0] != 1:
        yield "The first heading is not of the first level."
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "A level of headings is left out."


def _marks(page: Any, reader: PdfReader) -> list[int]:
    """Numbers of the pieces of content that belong to the structure."""
    operations = ContentStream(page.get_contents(), reader).operations
    properties = [operands[1] for operands, operator in operations if operator == b"BDC"]
    return [int(each["/MCID"]) for each in properties if isinstance(each, DictionaryObject) and "/MCID" in each]
