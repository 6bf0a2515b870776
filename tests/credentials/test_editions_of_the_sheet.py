"""A certificate is printed for ever by the edition with which it was issued: its look, its words, its type.

An edition in use is never changed: whoever wants another look or other words copies the folder to the next number, changes the
copy, adds its digests here, and sets ``credentials.document.EDITION``.
See docs/decisions/0019-certificates-keep-their-edition.md.
"""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from credentials import document
from credentials.document import EDITION, FOLDER, certificate_pdf, certificates_pdf, sheet_data, words_of
from credentials.models import Credential
from credentials.prints.services import printed_credentials
from credentials.sheet import sheet_of
from people.levels import Level
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.credentials.test_certificate_sheet import ARABIC, ENGLISH, FRENCH
from tests.credentials.test_printing_a_company import AT

# Of each edition: its files, and what is printed with it here (three sheets, with the fonts and the printer of today).
FILES = {
    1: "e9ef8a19f14cd3321492a6e7f6317016185e184cab48f1a4c671e9818545ad1a",
    2: "70eaacc3613c98081ab4bb7f1a600908fe234e21b799bdf5ed652807b2208923",
}
PRINTED = {
    (1, "en"): "8898329bd6eadb66a45097b9cb8b12f1beea1bc2923a96b529944965fbb248b0",
    (1, "fr"): "440288cd2e4e94a124424f89b9ad032c22e2ec1f5b34cdf1123f0ee0ed93956d",
    (1, "ar"): "95a5731d713684fc894b764ddfc5f3a5bd5d7711bdf476a2296cf651651a8586",
    (2, "en"): "8898329bd6eadb66a45097b9cb8b12f1beea1bc2923a96b529944965fbb248b0",
    (2, "fr"): "440288cd2e4e94a124424f89b9ad032c22e2ec1f5b34cdf1123f0ee0ed93956d",
    (2, "ar"): "68565d6a736faae385233b7af8df71e25a0db097b25c46bf63332f0e409062e2",
}
EDITIONS = sorted(int(folder.name) for folder in FOLDER.iterdir() if folder.is_dir())
SHEETS = {sheet.language: sheet for sheet in (ENGLISH, FRENCH, ARABIC)}


def digest_of(folder: Path) -> str:
    whole = sha256()
    for file in sorted(folder.iterdir()):
        whole.update(file.name.encode() + b"\n" + file.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_files_of_an_edition_are_never_changed(edition: int) -> None:
    assert digest_of(FOLDER / str(edition)) == FILES[edition]


@pytest.mark.parametrize(("edition", "language"), PRINTED)
def test_an_edition_prints_what_it_always_printed(edition: int, language: document.Language) -> None:
    """To the byte. Where only the printer or a font is newer, look at the pictures of both before writing the new digest down."""
    content = certificate_pdf(replace(SHEETS[language], edition=edition))
    assert sha256(content).hexdigest() == PRINTED[edition, language]


def test_every_edition_is_known_and_the_newest_is_used() -> None:
    assert EDITIONS == sorted(FILES) == list(range(1, EDITION + 1))
    assert {edition for edition, _language in PRINTED} == set(FILES)


def test_one_file_holds_certificates_of_every_edition() -> None:
    sheets = [sheet_data(replace(ARABIC, edition=edition)) for edition in EDITIONS]
    made = certificates_pdf("Certificates", sheets, language="ar", author="The centre", on=ARABIC.issued_on)
    assert len(PdfReader(io.BytesIO(made)).pages) == len(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_language_has_every_word(edition: int) -> None:
    words = words_of(edition)
    assert set(words) == {"en", "fr", "ar"}
    for said in words.values():
        assert set(said) == set(words["en"])
        assert (len(said["months"]), len(said["levels"])) == (12, len(Level))


def test_a_credential_keeps_the_edition_of_its_issue(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    older = issued(cast.learner, at=AT)
    monkeypatch.setattr("credentials.services.EDITION", EDITION + 1)
    newer = issued(cast.comrade, at=AT)
    assert [row.sheet_edition for row in (older, newer)] == [EDITION, EDITION + 1]
    assert sheet_of(older).edition == EDITION
    printed = {row.pk: row.sheet_edition for row in printed_credentials(cast.alpha, "", AT)}
    assert printed == {older.pk: EDITION, newer.pk: EDITION + 1}


def test_the_file_of_a_unit_draws_each_by_its_own_edition() -> None:
    """`certificates.typ` knows every edition by its number."""
    text = document.SHEETS.read_text()
    for edition in EDITIONS:
        assert f'#import "{edition}/page.typ"' in text
        assert f'"{edition}": ' in text
    assert sheet_data(ENGLISH)["edition"] == EDITION


def test_what_was_issued_before_there_were_editions_has_the_first() -> None:
    assert Credential._meta.get_field("sheet_edition").default == 1
