"""What a PDF must have to be PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), as far as its structure tells.

Not a validator: it reads what a program can decide without drawing the page. Each check names the clause.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from tests.base.pdf_tags import structure_faults

PAINTED = frozenset(b"Tj TJ ' \" S s f F f* B B* b b* sh Do BI".split()) | {b"INLINE IMAGE"}
FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Hide"}
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
BELOW = ("/CIDFontType0", "/CIDFontType2", "/Type3")  # looked at with the font above, or drawn by the page's own strokes


def faults_of(content: bytes) -> list[str]:
    """Sentences; none is good."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    checks = (_file(content, reader), _catalogue(root), _metadata(root, reader), _colours(root), _fonts(reader), _files(root))
    return [fault for check in (*checks, _pages(reader), structure_faults(root, reader)) for fault in check]


def _file(content: bytes, reader: PdfReader) -> Iterator[str]:
    """ISO 19005-3, 6.1.2, 6.1.3, 6.1.12 (no encryption)."""
    head = content.splitlines()
    if not re.fullmatch(rb"%PDF-1\.[4-7]", head[0]):
        yield f"The header is {head[0]!r}."
    if not (head[1].startswith(b"%") and sum(byte > 127 for byte in head[1]) >= 4):
        yield "No line of binary bytes follows the header."
    if len(reader.trailer.get("/ID", [])) != 2:
        yield "The trailer has no identifier."
    if reader.is_encrypted:
        yield "It is encrypted."


def _catalogue(root: DictionaryObject) -> Iterator[str]:
    """ISO 14289-1, 7.1 (tagged, title shown), 7.2 (language); ISO 19005-3, 6.6.1 (no scripts)."""
    if root.get("/MarkInfo", {}).get("/Marked") is None or not root["/MarkInfo"]["/Marked"].value:
        yield "It is not marked as tagged."
    if root.get("/MarkInfo", {}).get("/Suspects") and root["/MarkInfo"]["/Suspects"].value:
        yield "Its tags are suspect."
    shows = root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
    if shows is None or not shows.value:
        yield "The viewer is not asked to show the title."
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "The document has no language."
    if "/AA" in root or "/JavaScript" in root.get("/Names", {}):
        yield "It holds scripts or actions."


def _metadata(root: DictionaryObject, reader: PdfReader) -> Iterator[str]:
    """ISO 19005-3, 6.6.2 and 6.6.4 (identifiers); ISO 14289-1, 5 and 7.1 (identifier, title)."""
    stream = root.get("/Metadata")
    if stream is None:
        yield "There are no metadata."
        return
    if "/Filter" in stream:
        yield "The metadata are compressed."
    xmp = stream.get_data().decode()
    for name, value in {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}.items():
        if f"<{name}>{value}</{name}>" not in xmp:
            yield f"The metadata do not say {name} {value}."
    title = re.search(r"<dc:title>(.*?)</dc:title>", xmp, re.DOTALL)
    if not title or not re.sub(r"<[^>]*>", "", title[1]).strip():
        yield "The metadata have no title."
    if "pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<" not in xmp:
        yield "The schema of the identifier is not described."
    pages = re.search(r"<xmpTPg:NPages>(\d+)<", xmp)
    if pages and int(pages[1]) != len(reader.pages):
        yield f"The metadata speak of {pages[1]} pages, there are {len(reader.pages)}."


def _colours(root: DictionaryObject) -> Iterator[str]:
    """ISO 19005-3, 6.2.3: an output intent with an ICC profile of as many channels as it says."""
    intents = [each.get_object() for each in root.get("/OutputIntents", [])]
    found = [each for each in intents if each.get("/S") == "/GTS_PDFA1"]
    if not found:
        yield "There is no output intent of PDF/A."
    for intent in found:
        profile = intent.get("/DestOutputProfile")
        data = profile.get_object().get_data() if profile is not None else b""
        channels = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(data[16:20])
        if data[36:40] != b"acsp" or channels != profile.get_object().get("/N"):
            yield "The output intent has no fitting ICC profile."


def _every_dictionary(reader: PdfReader) -> Iterator[DictionaryObject]:
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject):
            yield found


def _fonts(reader: PdfReader) -> Iterator[str]:
    """ISO 19005-3, 6.2.11.4 (embedded) and 6.2.11.7 (Unicode)."""
    fonts = [each for each in _every_dictionary(reader) if each.get("/Type") == "/Font"]
    for font in fonts:
        name = font.get("/BaseFont", "?")
        if font.get("/Subtype") == "/Type0":
            below = font["/DescendantFonts"][0].get_object()
            if not any(kind in below.get("/FontDescriptor", {}) for kind in EMBEDDED):
                yield f"The font {name} is not embedded."
            if "/ToUnicode" not in font:
                yield f"The font {name} does not say which letters it draws."
        elif font.get("/Subtype") not in BELOW and not any(kind in font.get("/FontDescriptor", {}) for kind in EMBEDDED):
            yield f"The font {name} is not embedded."
    if not fonts:
        yield "It has no font: no text."


def _files(root: DictionaryObject) -> Iterator[str]:
    """ISO 19005-3, 6.8: each attached file is associated, typed, dated and described."""
    associated = {each.idnum for each in root.get("/AF", [])}
    names = root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", ArrayObject())
    keys, specifications = list(names[::2]), list(names[1::2])
    if [str(key) for key in keys] != sorted(str(key) for key in keys):
        yield "The names of attached files are not in order."
    for reference in specifications:
        file, name = reference.get_object(), str(reference.get_object().get("/UF"))
        if reference.idnum not in associated:
            yield f"{name} is associated with nothing."
        if file.get("/AFRelationship") not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield f"{name} has no relationship."
        if not file.get("/Desc") or not file.get("/F"):
            yield f"{name} has no description or name."
        stream = file["/EF"]["/F"].get_object()
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(stream.get("/Subtype", ""))):
            yield f"{name} has no type."
        if "/ModDate" not in stream.get("/Params", {}):
            yield f"{name} has no date."
    if len(associated) != len(specifications):
        yield "Not every associated file is listed."


def _pages(reader: PdfReader) -> Iterator[str]:
    """ISO 14289-1, 7.1 (all content tagged or an artefact), 7.18 (links); ISO 19005-3, 6.3 and 6.5 (annotations, actions)."""
    for number, page in enumerate(reader.pages, 1):
        if _untagged(page, reader):
            yield f"Page {number} paints something that is neither tagged nor an artefact."
        annotations = [each.get_object() for each in page.get("/Annots", [])]
        if annotations and page.get("/Tabs") != "/S":
            yield f"Page {number} does not follow its structure with the tabulator."
        for annotation in annotations:
            if not annotation.get("/Contents"):
                yield f"Page {number}: a link says nothing."
            if "/StructParent" not in annotation:
                yield f"Page {number}: a link has no place in the structure."
            if not int(annotation.get("/F", 0)) & 4:
                yield f"Page {number}: a link is not printed."
            if annotation.get("/A", {}).get("/S") in FORBIDDEN_ACTIONS:
                yield f"Page {number}: an action is forbidden."


def _untagged(page: Any, reader: PdfReader) -> bool:
    depth = 0
    for _operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in PAINTED and depth <= 0:
            return True
    return depth != 0
