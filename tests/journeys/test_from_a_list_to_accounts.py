"""A real browser takes a list with faults to people with accounts: sent, mended, taken over, slips printed, one claimed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from people.models import User
from tests.browsers import DESK, choose_unit, follow
from tests.conftest import Cast
from tests.factories.people import training_officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], list[str]]
OpenPage = Callable[..., Page]


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.alpha)


@pytest.fixture
def roll(cast: Cast, tmp_path: Path) -> Path:
    """As an office writes it: semicolons, a byte-order mark, accents, two faults."""
    rows = [
        "Matricule;Nom et prénom;Unité;Courriel",
        f"{cast.learner.service_number};{cast.learner.name};1 Pl;",
        "77001;Zoé Lefèvre;1 Pl;zoe@example.org",
        ";أمينة عبد الله;1 Pl;",
        "77003;Li Wu;Z Coy;",
    ]
    path = tmp_path / "roll.csv"
    path.write_text("\n".join(rows), "utf-8-sig")
    return path


def at_ease(page: Page, axe: Axe) -> None:
    """What axe finds on the page, and that it does not scroll sideways."""
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def mended(file: Path) -> Path:
    """The faulty rows with the missing number and the right unit put in."""
    better = file.with_name("mended.csv")
    text = file.read_text("utf-8-sig")
    better.write_text(re.sub(r"(?m)^(\d+),,", r"\1,77002,", text).replace("Z Coy", "A Coy"), "utf-8")
    return better


def test_from_a_list_with_faults_to_a_claimed_account(officer: User, roll: Path, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(officer)
    page.goto("/roll/")
    at_ease(page, axe)
    choose_unit(page, "Alpha Company")
    page.get_by_label("List", exact=True).set_input_files(roll)
    follow(page.get_by_role("button", name="Send the list"))
    expect(page.get_by_role("heading", name="What the columns mean")).to_be_visible()
    at_ease(page, axe)
    follow(page.get_by_role("button", name="Check the list"))
    expect(page.get_by_role("heading", name="2 rows are faulty")).to_be_visible()
    expect(page.get_by_text("The service number is missing.")).to_be_visible()
    expect(page.get_by_role("button", name="Take the whole list over")).to_have_count(0)
    at_ease(page, axe)

    with page.expect_download() as download:
        page.get_by_role("link", name="The faulty rows (CSV)").click()
    faulty = roll.with_name("faulty.csv")
    download.value.save_as(faulty)
    page.get_by_label("The mended file").set_input_files(mended(faulty))
    follow(page.get_by_role("button", name="Send the mended rows"))
    expect(page.get_by_role("navigation", name="Kinds of rows")).to_contain_text("New 3")
    follow(page.get_by_role("button", name="Take the whole list over"))
    expect(page.get_by_role("heading", name="The list is taken over")).to_be_visible()
    at_ease(page, axe)
    assert set(User.objects.filter(service_number__startswith="7700").values_list("name", flat=True)) == {
        "Zoé Lefèvre",
        "أمينة عبد الله",
        "Li Wu",
    }

    follow(page.get_by_role("link", name="Print claim slips"))
    at_ease(page, axe)
    with page.expect_download() as download:
        page.get_by_role("button", name="Print slips for all").click()
    slips = roll.with_name("slips.pdf")
    download.value.save_as(slips)
    claim(open_page(viewport=DESK), slips.read_bytes(), "QM-77001", axe)
    assert User.objects.get(username="QM-77001").claimed_at is not None


def claim(page: Page, pdf: bytes, account: str, axe: Axe) -> None:
    """A soldier reads the code beside the own sign-in name on the slip, and claims the account."""
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    found: Any = re.search(rf"{account}\s.*?([0-9A-Z]{{4}}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}})", text, re.DOTALL)
    page.goto("/me/claim/")
    page.get_by_label("Sign-in name").fill(account)
    page.get_by_label("Code on your slip").fill(found[1])
    follow(page.locator("main button[type=submit]"))
    page.get_by_label("Your own password").fill("seven lanterns in the rain")
    page.get_by_label("The same password again").fill("seven lanterns in the rain")
    follow(page.locator("main button[type=submit]"))
    expect(page).to_have_url(re.compile(r"/learn/$"))
    at_ease(page, axe)
