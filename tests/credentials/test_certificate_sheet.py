"""The printable certificate: what a reader, a scanner and a screen reader get from the PDF."""

import io
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from unicodedata import normalize

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from base import printing
from credentials import document
from credentials.document import EDITION, CertificateSheet, certificate_pdf, date_in_words, sheet_file, words_of
from tests.test_architecture import ROOT

CODE = "4K7QX2MPBD9TRWNH6VYC3JZE8G"
ENGLISH = CertificateSheet(
    holder_name="Amina Diallo",
    rank="Staff Sergeant",
    service_number="4471-229/B",
    unit="2nd Infantry Battalion",
    title="Protection of civilians: core course",
    level="NCOs and junior officers",
    language="en",
    issued_on=date(2026, 3, 12),
    expires_on=date(2028, 3, 11),
    code=CODE,
    verify_url=f"https://bluehelm.example.org/verify/{CODE}",
    issuer="Bluehelm Training Centre",
    criteria="Finished all six modules and passed the final examination.",
)
FRENCH = replace(
    ENGLISH,
    language="fr",
    rank="Sergent-chef",
    unit="2e bataillon d’infanterie",
    title="Protection des civils : cours de base",
    level="Sous-officiers et officiers subalternes",
    issuer="Centre de formation Bluehelm",
    criteria="A terminé les six modules et réussi l’examen final.",
)
ARABIC = replace(
    ENGLISH,
    language="ar",
    holder_name="أمينة بنت عبد العزيز القرشي",
    rank="رقيب أول",
    unit="كتيبة المشاة الثانية",
    title="حماية المدنيين: الدورة الأساسية",
    level="ضباط الصف وصغار الضباط",
    issuer="مركز التدريب",
    criteria="أتمت الوحدات الست جميعها واجتازت الامتحان النهائي.",
)
LONG_ARABIC = "عبد الرحمن بن عبد العزيز بن محمد بن عبد الله بن إبراهيم بن سليمان آل الشيخ الهاشمي القرشي الأنصاري"
LONG_ENGLISH = "Maria Fernanda Alexandrina de Albuquerque e Vasconcelos-Montenegro da Conceição Rodrigues-Figueiredo"
NO_WORDS = {"code", "verify_url", "badge"}
TEXTS = [field.name for field in fields(CertificateSheet) if field.type == "str" and field.name not in NO_WORDS]
every_language = pytest.mark.parametrize("sheet", [ENGLISH, FRENCH, ARABIC], ids=["en", "fr", "ar"])


def read(sheet: CertificateSheet) -> PdfReader:
    return PdfReader(io.BytesIO(certificate_pdf(sheet)))


def text_of(sheet: CertificateSheet) -> str:
    """The page's text with its line breaks and runs of spaces made one space."""
    return " ".join(read(sheet).pages[0].extract_text().split())


def in_another_process(script: str) -> bytes:
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S603


def arabic_letters(text: str) -> Counter[str]:
    return Counter(letter for letter in normalize("NFKC", text) if "\u0620" <= letter <= "\u064a")


def picture(sheet: CertificateSheet) -> Image.Image:
    """The page in shades of grey at 200 dots an inch."""
    png = printing._press(sheet_file(EDITION)).compile(
        sys_inputs={"data": json.dumps(document.sheet_data(sheet))}, format="png", ppi=200
    )
    return Image.open(io.BytesIO(png)).convert("L")


def drawn_modules(sheet: CertificateSheet) -> list[list[bool]]:
    """The QR code's squares as drawn on the page, where nothing else is pure black."""
    black = picture(sheet).point(lambda shade: 255 if shade < 8 else 0)
    left, top, right, bottom = black.getbbox()
    assert bottom - top == pytest.approx(right - left, abs=1)
    count = len(segno.make(sheet.verify_url, error="m", micro=False).matrix)
    middles = [round((place + 0.5) * (right - left) / count) for place in range(count)]
    return [[black.getpixel((left + x, top + y)) == 255 for x in middles] for y in middles]


def stays_inside(sheet: CertificateSheet) -> bool:
    """Whether what is printed inside the frame keeps the margins (25, 22 and 20 mm; a stroke may jut out a little)."""
    dots = 200 / 25.4
    inside = picture(sheet).crop(tuple(round(edge * dots) for edge in (12, 12, 198, 285)))
    left, top, right, bottom = (12 + edge / dots for edge in inside.point(lambda shade: 255 - shade).getbbox())
    return left > 24 and top > 21 and right < 186 and bottom < 279


@every_language
def test_a_certificate_is_one_page_of_a4(sheet: CertificateSheet) -> None:
    pages = read(sheet).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]


@every_language
@pytest.mark.parametrize(
    "words", [LONG_ENGLISH, LONG_ARABIC, "W" * 300, "Very long " * 40], ids=["latin", "arabic", "unbroken", "wordy"]
)
def test_however_long_all_the_texts_are_it_stays_one_page(sheet: CertificateSheet, words: str) -> None:
    long = replace(sheet, **dict.fromkeys(TEXTS, words), external=True)
    assert len(read(long).pages) == 1
    assert stays_inside(long)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("words", ["Engineering " * 80, "W" * 300, LONG_ARABIC * 3], ids=["wordy", "unbroken", "arabic"])
@every_language
def test_no_text_runs_off_the_page(sheet: CertificateSheet, words: str, name: str) -> None:
    assert stays_inside(replace(sheet, **{name: words}))


def test_the_code_and_the_facts_can_be_copied_from_the_page() -> None:
    text = text_of(ENGLISH)
    for words in ("Amina Diallo", "Staff Sergeant", "4471-229/B", "2nd Infantry Battalion", "NCOs and junior officers"):
        assert words in text
    assert "4K7Q X2MP BD9T RWNH 6VYC 3JZE 8G" in text
    assert ENGLISH.verify_url in text
    assert "Issued by Bluehelm Training Centre" in text


@pytest.mark.parametrize(
    "name",
    [
        '#import "x": y',
        "*bold* _thin_",
        "$x^2$",
        "\\u{41}",
        "@ref <label>",
        "// gone /* too */",
        "= Head",
        "- a -- b ---",
        "`raw`",
    ],
)
def test_what_looks_like_markup_prints_as_it_was_written(name: str) -> None:
    sheet = replace(ENGLISH, **dict.fromkeys(TEXTS, name))
    assert text_of(sheet).count(name) == len(TEXTS)


def test_invisible_marks_that_turn_or_split_a_name_are_left_out() -> None:
    assert "Amina Diallo" in text_of(replace(ENGLISH, holder_name="\u202eAmina\r\n\x00\tDiallo\u2069\ud800"))


def test_a_letter_without_a_font_does_not_stop_the_certificate() -> None:
    assert "Amina" in text_of(replace(ENGLISH, holder_name="Amina \U0001f600"))


@every_language
def test_the_same_sheet_gives_the_same_bytes(sheet: CertificateSheet) -> None:
    assert certificate_pdf(sheet) == certificate_pdf(replace(sheet))


def test_another_process_gives_the_same_bytes_too() -> None:
    setup = "import sys, datetime; from credentials.document import CertificateSheet, certificate_pdf"
    output = in_another_process(f"{setup}; sys.stdout.buffer.write(certificate_pdf({ENGLISH!r}))")
    assert output == certificate_pdf(ENGLISH)


def test_threads_that_print_at_once_do_not_disturb_each_other() -> None:
    sheets = [replace(sheet, service_number=f"{number}") for number in range(4) for sheet in (ENGLISH, FRENCH, ARABIC)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(certificate_pdf, sheets)) == [certificate_pdf(sheet) for sheet in sheets]


def test_a_process_that_prints_nothing_does_not_load_typst() -> None:
    assert in_another_process("import sys, credentials.document; print('typst' in sys.modules)") == b"False\n"


@every_language
def test_it_is_an_archivable_and_accessible_document(sheet: CertificateSheet) -> None:
    reader = read(sheet)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert reader.trailer["/Root"]["/Lang"] == sheet.language
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_its_properties_name_holder_issuer_code_and_day() -> None:
    properties = read(ENGLISH).metadata
    assert properties.title == "Certificate: Amina Diallo, Protection of civilians: core course"
    assert properties.author == "Bluehelm Training Centre"
    assert CODE in properties["/Keywords"]
    assert properties["/CreationDate"] == properties["/ModDate"] == "D:20260312000000Z"


@every_language
@pytest.mark.parametrize("signed", ["", "#" + "Qx7Z" * 45], ids=["short", "signed"])
def test_the_qr_code_drawn_on_the_page_holds_the_address(sheet: CertificateSheet, signed: str) -> None:
    sheet = replace(sheet, verify_url=sheet.verify_url + signed)
    expected = segno.make(sheet.verify_url, error="m", micro=False).matrix
    assert drawn_modules(sheet) == [[bool(module) for module in row] for row in expected]


def test_the_address_is_a_link_and_its_signed_part_is_not_printed() -> None:
    sheet = replace(ENGLISH, verify_url=ENGLISH.verify_url + "#" + "Qx7Z" * 45)
    page = read(sheet).pages[0]
    assert {link.get_object()["/A"]["/URI"] for link in page["/Annots"]} == {sheet.verify_url}
    assert "Qx7Z" not in page.extract_text()


def test_arabic_keeps_its_letters() -> None:
    values = [getattr(ARABIC, name) for name in TEXTS]
    days = ["مارس", "مارس"]
    labels = [
        "شهادة",
        "الرقم العسكري",
        "المؤهل المكتسب",
        "الوحدة",
        "تاريخ الإصدار",
        "صالحة حتى",
        "التحقق من هذه الشهادة",
        "جهة الإصدار",
    ]
    how = words_of(EDITION)["ar"]["how"]
    text = text_of(ARABIC)
    assert arabic_letters(text) == arabic_letters(" ".join([*values, *days, *labels, how]))
    assert all(word in text for word in ARABIC.holder_name.split())


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", date(2027, 3, 12), "12 March 2027"),
        ("fr", date(2027, 3, 12), "12 mars 2027"),
        ("fr", date(2027, 8, 1), "1er août 2027"),
        ("ar", date(2027, 3, 12), "12 مارس 2027"),
        ("ar", date(2027, 12, 31), "31 ديسمبر 2027"),
    ],
)
def test_dates_are_written_in_words(language: document.Language, day: date, words: str) -> None:
    assert date_in_words(day, language) == words


@pytest.mark.parametrize("sheet", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_english_stands_beside_another_language(sheet: CertificateSheet) -> None:
    text = text_of(replace(sheet, external=True))
    for words in ("Certificate", "Service number", "Has earned", "Earned outside Bluehelm", "Unit", "Issued on", "Valid until"):
        assert words in text
    assert "12 March 2026" in text
    assert "11 March 2028" in text


def test_a_certificate_without_an_end_says_so() -> None:
    assert "Valid until No end date" in text_of(replace(ENGLISH, expires_on=None))
    assert "Sans date de fin" in text_of(replace(FRENCH, expires_on=None))


def test_training_given_elsewhere_is_marked() -> None:
    assert "Earned outside Bluehelm" in text_of(replace(ENGLISH, external=True))
    assert "Earned outside Bluehelm" not in text_of(ENGLISH)


def test_what_is_not_known_leaves_no_empty_label() -> None:
    text = text_of(replace(ENGLISH, rank="", service_number="", unit="", level="", criteria=""))
    assert "Service number" not in text
    assert "Unit" not in text


@every_language
def test_a_certificate_weighs_at_most_200_kilobytes(sheet: CertificateSheet) -> None:
    assert len(certificate_pdf(sheet)) <= 200_000


# --- The signed credential inside ------------------------------------------------------------------

BADGE = json.dumps({"name": "Protection of civilians, é أ", "proof": {"proofValue": "z123"}}, ensure_ascii=False, indent=1)


@every_language
def test_the_signed_credential_is_attached_to_the_byte(sheet: CertificateSheet) -> None:
    reader = read(replace(sheet, badge=BADGE))
    assert {name: content for name, [content] in reader.attachments.items()} == {f"certificate-{CODE}.json": BADGE.encode()}


@every_language
def test_with_the_attachment_it_keeps_to_both_standards(sheet: CertificateSheet) -> None:
    """PDF/A-3 asks of an embedded file: its relationship, a type, a description, and a place in the document’s own list."""
    root = read(replace(sheet, badge=BADGE)).trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    [entry] = [each.get_object() for each in root["/AF"]]
    assert entry["/AFRelationship"] == "/Data"
    assert entry["/Desc"] == "Signed credential (Open Badges 3.0)"
    assert entry["/UF"] == f"certificate-{CODE}.json"
    assert entry["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"]
