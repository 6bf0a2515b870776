"""Every paper that is printed here is PDF/A-3a and PDF/UA-1 in each language, as far as its structure tells."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject
from wagtail.models import Locale

from base.joining import NotAlike, joined
from credentials.document import certificate_pdf
from people.archive import own_data_pdf
from people.models import ClaimCode
from people.own_data import everything
from people.services import set_language
from people.slips.paper import slips_pdf
from quizzes.models import PaperForm, QuizPage
from quizzes.paper.sheets import forms_pdf
from readiness.models import IssuedDocument
from tests.base.pdf_structure import faults_of
from tests.conftest import Cast
from tests.credentials.test_certificate_sheet import ARABIC, BADGE, ENGLISH, FRENCH, LONG_ARABIC, LONG_ENGLISH
from tests.factories.stage import furnish
from tests.readiness.papers import issue
from tests.test_architecture import ROOT

ClientOf = Callable[[Any], Client]
LANGUAGES = ("en", "fr", "ar")
CERTIFICATES = {
    **{sheet.language: replace(sheet, badge=BADGE) for sheet in (ENGLISH, FRENCH, ARABIC)},
    "without a signature": ENGLISH,
    "of elsewhere": replace(FRENCH, external=True),
    "with long names": replace(ARABIC, holder_name=LONG_ARABIC, unit=LONG_ENGLISH, criteria=LONG_ARABIC * 3),
    "without what is not known": replace(ENGLISH, rank="", service_number="", unit="", level="", criteria="", expires_on=None),
    "with a letter that no font has": replace(ENGLISH, holder_name="Amina \U0001f600"),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_every_sheet_of_the_house_is_looked_at_here() -> None:
    """A new sheet is added to the tests below, then here; the file of a unit is looked at in test_printing_in_parts.py."""
    folders = ("base", "people", "law", "credentials", "courses", "scenarios", "quizzes", "readiness")
    found = {str(file.relative_to(ROOT)) for folder in folders for file in (ROOT / folder).rglob("*.typ")}
    editions = {name for name in found if name.startswith("credentials/sheets/") and name.count("/") == 3}
    others = {"credentials/sheets/certificates.typ", "readiness/sheets/document.typ", "quizzes/paper/forms.typ"}
    assert found - editions == others | {"people/sheets/slips.typ", "people/sheets/own_data.typ"}


@pytest.mark.parametrize("which", CERTIFICATES)
def test_a_certificate(which: str) -> None:
    assert faults_of(certificate_pdf(CERTIFICATES[which])) == []


@every_language
def test_documents_of_a_unit(cast: Cast, client_of: ClientOf, language: str) -> None:
    furnish(cast)
    for kind in IssuedDocument.Kind.values:
        document = issue(cast, client_of, kind, language=language)
        assert faults_of(bytes(document.pdf)) == [], kind
        assert PdfReader(io.BytesIO(bytes(document.pdf))).root_object["/Lang"] == language


@every_language
def test_own_data(cast: Cast, language: str) -> None:
    furnish(cast)
    with translation.override(language):
        assert faults_of(own_data_pdf(cast.learner, everything(cast.learner), timezone.now())) == []


@every_language
def test_slips(cast: Cast, language: str) -> None:
    now = timezone.now()
    for person in (cast.learner, cast.comrade):
        set_language(user=person, language=language)
    rows = [
        ClaimCode(user=person, issued_by=cast.administrator, issued_at=now, expires_at=now)
        for person in (cast.learner, cast.comrade)
    ]
    with translation.override(language):
        assert faults_of(slips_pdf([(row, "ABCDEFGH2345", "Alpha") for row in rows], title="Slips", at=now)) == []


@every_language
def test_forms_of_an_examination(cast: Cast, language: str) -> None:
    furnish(cast)
    form = PaperForm.objects.select_related("quiz").first()
    assert form is not None
    QuizPage.objects.filter(pk=form.quiz_id).update(locale=Locale.objects.get_or_create(language_code=language)[0])
    assert faults_of(forms_pdf([form])) == []


# --- The look finds what it is for ----------------------------------------------------------------


@cache
def good() -> bytes:
    return certificate_pdf(replace(ENGLISH, badge=BADGE))


def root_of(writer: PdfWriter) -> Any:
    return writer.root_object


def elements(writer: PdfWriter, role: str) -> list[Any]:
    return [each for each in writer._objects if isinstance(each, DictionaryObject) and each.get("/S") == role]


def without_files(writer: PdfWriter) -> None:
    for each in writer._objects:
        if isinstance(each, DictionaryObject) and "/FontFile2" in each:
            del each["/FontFile2"]
        if isinstance(each, DictionaryObject) and "/FontFile3" in each:
            del each["/FontFile3"]


def metadata(old: bytes, new: bytes) -> Callable[[PdfWriter], Any]:
    def changed(writer: PdfWriter) -> None:
        stream = root_of(writer)["/Metadata"]
        assert old in stream.get_data()
        stream.set_data(stream.get_data().replace(old, new))

    return changed


def deleted(name: str) -> Callable[[PdfWriter], Any]:
    return lambda writer: root_of(writer).pop(name)


def set_to(way: Callable[[PdfWriter], Any], name: str, value: Any) -> Callable[[PdfWriter], Any]:
    return lambda writer: way(writer).__setitem__(NameObject(name), value)


def file_of(writer: PdfWriter) -> Any:
    return root_of(writer)["/AF"][0].get_object()


def page_of(writer: PdfWriter) -> Any:
    return writer.pages[0]


def link_of(writer: PdfWriter) -> Any:
    return page_of(writer)["/Annots"][0].get_object()


def strange_content(writer: PdfWriter) -> None:
    stream = page_of(writer)["/Contents"].get_object()
    stream.set_data(stream.get_data() + b"\n0 0 10 10 re f\n")


def mixed_up(writer: PdfWriter) -> None:
    parents = root_of(writer)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    leads = parents[2 * int(page_of(writer)["/StructParents"]) + 1].get_object()
    leads.reverse()


FAULTS: dict[str, tuple[Callable[[PdfWriter], Any], str]] = {
    "no language": (deleted("/Lang"), "no language"),
    "not tagged": (deleted("/MarkInfo"), "not marked as tagged"),
    "title hidden": (
        set_to(lambda w: root_of(w)["/ViewerPreferences"], "/DisplayDocTitle", BooleanObject(False)),
        "show the title",
    ),
    "no metadata": (deleted("/Metadata"), "no metadata"),
    "another part": (metadata(b"<pdfaid:part>3<", b"<pdfaid:part>2<"), "pdfaid:part"),
    "another level": (metadata(b"conformance>A<", b"conformance>B<"), "pdfaid:conformance"),
    "no word of accessibility": (metadata(b"<pdfuaid:part>1</pdfuaid:part>", b""), "pdfuaid:part"),
    "no title": (metadata(b"Certificate: Amina Diallo, Protection of civilians: core course</rdf:li>", b"</rdf:li>"), "no title"),
    "wrong number of pages": (metadata(b"NPages>1<", b"NPages>2<"), "speak of 2 pages"),
    "no output intent": (deleted("/OutputIntents"), "no output intent"),
    "no profile": (
        set_to(lambda w: root_of(w)["/OutputIntents"][0].get_object()["/DestOutputProfile"], "/N", NumberObject(4)),
        "ICC",
    ),
    "fonts of the reader": (without_files, "not embedded"),
    "no structure": (deleted("/StructTreeRoot"), "no structure"),
    "file without a link": (deleted("/AF"), "associated with nothing"),
    "file of no kind": (set_to(file_of, "/AFRelationship", NameObject("/Anything")), "no relationship"),
    "file without words": (lambda w: file_of(w).pop("/Desc"), "no description"),
    "file without a type": (lambda w: file_of(w)["/EF"]["/F"].get_object().pop("/Subtype"), "no type"),
    "link without words": (lambda w: link_of(w).pop("/Contents"), "a link says nothing"),
    "link without a place": (lambda w: link_of(w).pop("/StructParent"), "no place in the structure"),
    "untagged content": (strange_content, "neither tagged nor an artefact"),
    "no way into the structure": (lambda w: page_of(w).pop("/StructParents"), "leads to no element"),
    "the wrong way into it": (mixed_up, "does not know its piece"),
    "picture without words": (lambda w: elements(w, "/Figure")[0].pop("/Alt"), "no words in its place"),
    "lost element": (lambda w: elements(w, "/H1")[0].pop("/P"), "does not know what it stands in"),
    "heading of the third level first": (set_to(lambda w: elements(w, "/H1")[0], "/S", NameObject("/H3")), "first level"),
    "unknown role": (set_to(lambda w: elements(w, "/H1")[0], "/S", NameObject("/Headline")), "means nothing"),
    "scripts": (set_to(root_of, "/AA", DictionaryObject()), "scripts or actions"),
}


@pytest.mark.parametrize("how", FAULTS)
def test_a_fault_is_found(how: str) -> None:
    spoil, words = FAULTS[how]
    writer = PdfWriter(clone_from=io.BytesIO(good()), keep_initial_header=True)
    spoil(writer)
    spoilt = io.BytesIO()
    writer.write(spoilt)
    assert words in " ".join(faults_of(spoilt.getvalue()))


def test_a_copy_without_a_fault_has_none() -> None:
    writer, copy = PdfWriter(clone_from=io.BytesIO(good()), keep_initial_header=True), io.BytesIO()
    writer.write(copy)
    assert faults_of(copy.getvalue()) == []


# --- Joining ----------------------------------------------------------------------------------------


def test_joined_files_keep_their_pages_tags_and_files() -> None:
    codes = [ENGLISH.code[:-1] + letter for letter in "ABC"]
    parts = [
        certificate_pdf(replace(sheet, code=code, badge=BADGE))
        for sheet, code in zip((ENGLISH, FRENCH, ARABIC), codes, strict=True)
    ]
    whole = joined(parts)
    reader = PdfReader(io.BytesIO(whole))
    assert faults_of(whole) == []
    assert [page.extract_text() for page in reader.pages] == [
        PdfReader(io.BytesIO(part)).pages[0].extract_text() for part in parts
    ]
    assert set(reader.attachments) == {f"certificate-{code}.json" for code in codes}
    assert joined(parts[:1]) == parts[0]


def test_what_cannot_be_joined_is_refused() -> None:
    with pytest.raises(NotAlike):  # one name for two files
        joined([good(), good()])
    writer, spoilt = PdfWriter(clone_from=io.BytesIO(good())), io.BytesIO()
    root_of(writer)["/StructTreeRoot"][NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): ArrayObject()})
    writer.write(spoilt)
    with pytest.raises(NotAlike):
        joined([good(), spoilt.getvalue()])
