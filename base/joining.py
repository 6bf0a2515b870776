"""Several PDF files that typst drew from one sheet, joined into one: still tagged, with every attached file and every standard.

Libraries join pages and lose what makes them accessible: here the structure trees become one tree, the tables that lead from a
page into it are renumbered, and attached files stay associated with the whole. PDF 32000-1:2008, sections 7.11.4 and 14.7.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, PdfObject, StreamObject, TextStringObject

PAGES_TOLD = re.compile(rb"<xmpTPg:NPages>\d+</xmpTPg:NPages>")
STRUCTURE, PARENTS, NEXT = "/StructTreeRoot", "/ParentTree", "/ParentTreeNextKey"


class NotAlike(ValueError):
    """Not all parts come from one sheet: they hold what is not joined here."""


def joined(parts: Sequence[bytes]) -> bytes:
    """The parts as one file, in their order. Title, language and dates are those of the first. Raises NotAlike."""
    if len(parts) == 1:
        return parts[0]
    writer = PdfWriter(clone_from=io.BytesIO(parts[0]), keep_initial_header=True)
    root = writer.root_object
    _refuse_strangers(root)
    files = _files_of(root)
    for part in parts[1:]:
        reader = PdfReader(io.BytesIO(part))
        other = reader.root_object
        _refuse_strangers(other)
        pages = _add_pages(root, other, writer)
        _add_structure(root, other, writer, pages)
        files += [(name, file.clone(writer)) for name, file in _files_of(other)]
    _list_files(root, files)
    _tell_pages(root)
    writer.generate_file_identifiers()
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _refuse_strangers(root: DictionaryObject) -> None:
    outlines = cast("DictionaryObject", root.get("/Outlines", DictionaryObject()))
    structure = cast("DictionaryObject", root[STRUCTURE])
    if "/First" in outlines or "/PageLabels" in root or {"/IDTree", "/ClassMap", "/Namespaces"} & set(structure):
        raise NotAlike("A part has an outline, page labels, or names in its structure.")


def _add_pages(root: DictionaryObject, other: DictionaryObject, writer: PdfWriter) -> list[DictionaryObject]:
    """The other's page tree becomes a branch of ours; returns its pages as they are here."""
    top = cast("DictionaryObject", root["/Pages"])
    branch = cast("DictionaryObject", other.raw_get("/Pages").clone(writer).get_object())
    branch[NameObject("/Parent")] = root.raw_get("/Pages")
    cast("ArrayObject", top["/Kids"]).append(cast("PdfObject", branch.indirect_reference))
    top[NameObject("/Count")] = NumberObject(int(cast("int", top["/Count"])) + int(cast("int", branch["/Count"])))
    return list(_pages_below(branch))


def _pages_below(branch: DictionaryObject) -> Iterator[DictionaryObject]:
    for each in cast("ArrayObject", branch["/Kids"]):
        node = cast("DictionaryObject", each.get_object())
        yield from _pages_below(node) if "/Kids" in node else iter([node])


def _add_structure(root: DictionaryObject, other: DictionaryObject, writer: PdfWriter, pages: list[DictionaryObject]) -> None:
    """The other's elements stand at the end of our document element; its numbers follow on ours."""
    ours = cast("DictionaryObject", root[STRUCTURE])
    theirs = cast("DictionaryObject", other.raw_get(STRUCTURE).clone(writer).get_object())
    first = int(cast("int", ours[NEXT]))
    numbers = ArrayObject(_flat(_numbers(cast("DictionaryObject", ours[PARENTS])), 0))
    numbers.extend(_flat(_numbers(cast("DictionaryObject", theirs[PARENTS])), first))
    ours[NameObject(PARENTS)] = DictionaryObject({NameObject("/Nums"): numbers})
    ours[NameObject(NEXT)] = NumberObject(first + int(cast("int", theirs[NEXT])))
    for page in pages:
        _shift(page, "/StructParents", first)
        for annotation in cast("ArrayObject", page.get("/Annots", ArrayObject())):
            _shift(cast("DictionaryObject", annotation.get_object()), "/StructParent", first)
    _adopt(_document_of(ours), _document_of(theirs))
    roles = cast("DictionaryObject", ours.get("/RoleMap", DictionaryObject()))
    for name, role in cast("DictionaryObject", theirs.get("/RoleMap", DictionaryObject())).items():
        if roles.setdefault(name, role) != role:
            raise NotAlike("One role means different things.")


def _document_of(structure: DictionaryObject) -> DictionaryObject:
    kids = _kids_of(structure)
    if len(kids) != 1 or kids[0].get_object()["/S"] != "/Document":
        raise NotAlike("A part is not one document.")
    return cast("DictionaryObject", kids[0].get_object())


def _adopt(ours: DictionaryObject, theirs: DictionaryObject) -> None:
    kids = _kids_of(ours)
    for kid in _kids_of(theirs):
        cast("DictionaryObject", kid.get_object())[NameObject("/P")] = cast("PdfObject", ours.indirect_reference)
        kids.append(kid)
    ours[NameObject("/K")] = kids


def _kids_of(element: DictionaryObject) -> ArrayObject:
    kids = element.raw_get("/K")
    return cast("ArrayObject", kids.get_object()) if isinstance(kids.get_object(), ArrayObject) else ArrayObject([kids])


def _shift(thing: DictionaryObject, name: str, by: int) -> None:
    if name in thing:
        thing[NameObject(name)] = NumberObject(int(cast("int", thing[name])) + by)


def _numbers(tree: DictionaryObject) -> Iterator[tuple[int, Any]]:
    """A number tree, in order."""
    for kid in cast("ArrayObject", tree.get("/Kids", ArrayObject())):
        yield from _numbers(cast("DictionaryObject", kid.get_object()))
    flat = list(cast("ArrayObject", tree.get("/Nums", ArrayObject())))
    yield from ((int(number), value) for number, value in zip(flat[::2], flat[1::2], strict=True))


def _flat(numbers: Iterator[tuple[int, Any]], first: int) -> list[Any]:
    return [each for number, value in numbers for each in (NumberObject(number + first), value)]


def _files_of(root: DictionaryObject) -> list[tuple[str, Any]]:
    """Attached files by name, as references."""
    names = cast("DictionaryObject", root.get("/Names", DictionaryObject()))
    tree = cast("DictionaryObject", names.get("/EmbeddedFiles", DictionaryObject()))
    return list(_named(tree))


def _named(tree: DictionaryObject) -> Iterator[tuple[str, Any]]:
    for kid in cast("ArrayObject", tree.get("/Kids", ArrayObject())):
        yield from _named(cast("DictionaryObject", kid.get_object()))
    flat = list(cast("ArrayObject", tree.get("/Names", ArrayObject())))
    yield from ((str(name), file) for name, file in zip(flat[::2], flat[1::2], strict=True))


def _list_files(root: DictionaryObject, files: list[tuple[str, Any]]) -> None:
    if not files:
        return
    if len({name for name, _file in files}) != len(files):
        raise NotAlike("Two attached files have one name.")
    flat = ArrayObject(each for name, file in sorted(files, key=lambda each: each[0]) for each in (TextStringObject(name), file))
    embedded = DictionaryObject({NameObject("/EmbeddedFiles"): DictionaryObject({NameObject("/Names"): flat})})
    root[NameObject("/Names")] = embedded
    root[NameObject("/AF")] = ArrayObject(file for _name, file in files)


def _tell_pages(root: DictionaryObject) -> None:
    """The metadata speak of all pages."""
    metadata, count = cast("StreamObject", root["/Metadata"]), cast("DictionaryObject", root["/Pages"])["/Count"]
    told = PAGES_TOLD.sub(f"<xmpTPg:NPages>{int(cast('int', count))}</xmpTPg:NPages>".encode(), metadata.get_data())
    metadata.set_data(told)
