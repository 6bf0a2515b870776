"""A code may be typed as people type; what cannot be a code is explained before anything is looked up."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from credentials.forms import CodeForm
from people.codes import CODE_ALPHABET, normalise_code
from tests.conftest import Cast
from tests.credentials.issued import issued

CODE = "K0B9Z7B04RVMWMM01X14WYN889"


def leads_to(typed: str) -> str:
    return Client().get("/verify/", {"code": typed})["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "K0B9 Z7B0 4RVM WMM0 1X14 WYN8 89",
        " k0b9-z7b0-4rvm-wmm0-1x14-wyn8-89 ",
        "K0B9–Z7B0—4RVM WMM0\t1X14\u00a0WYN8\u200b89",
        "KOB9 Z7BO 4RVM WMMO IX1A WYN8 89".replace("A", "4"),
        "kob9z7bo4rvmwmmolxl4wyn889",
        "K0B9Z7B04RUMWMM01X14WYN889",
        "K٠B٩Z٧B٠٤RVMWMM٠١X١٤WYN٨٨٩",
        "Ｋ０Ｂ９Ｚ７Ｂ０４ＲＶＭＷＭＭ０１Ｘ１４ＷＹＮ８８９",
        "K0B9.Z7B0.4RVM.WMM0.1X14.WYN8.89.",
        f"/v/{CODE}/",
        f" https://train.example/v/{CODE}/#AQAB{'x' * 140}.{'y' * 86}",
    ],
)
def test_spaces_small_letters_dashes_look_alikes_and_other_digits_do_not_matter(typed: str) -> None:
    assert leads_to(typed) == f"/v/{CODE}/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code that stands beside the QR code."),
        ("   ", "Type the code that stands beside the QR code."),
        ("ABCD EFGH", "A code has 26 letters and digits; this one has 8."),
        (CODE + "7", "A code has 26 letters and digits; this one has 27."),
        ("É" + CODE[1:], "“É” is not one of them."),
        ("١٢٣", "this one has 3."),
        ("<script>", "“&lt;” is not one of them."),
    ],
)
def test_what_cannot_be_a_code_is_explained_and_kept_in_the_field(typed: str, said: str) -> None:
    answer = Client().get("/verify/", {"code": typed})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'aria-invalid="true"' in text


@pytest.mark.django_db
def test_the_empty_page_complains_about_nothing() -> None:
    text = Client().get("/verify/").content.decode()
    assert "field-error" not in text
    assert '<meta name="robots" content="noindex">' in text


def test_small_letters_in_the_address_do_not_matter(cast: Cast) -> None:
    held = issued(cast.learner)
    assert "Valid" in Client().get(f"/v/{held.code.lower()}/").content.decode()


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_code_or_an_explanation(typed: str) -> None:
    form = CodeForm({"code": typed})
    if form.is_valid():
        assert set(form.cleaned_data["code"]) <= set(CODE_ALPHABET)
    else:
        assert form.errors["code"]


@given(st.text(CODE_ALPHABET, min_size=26, max_size=26))
def test_every_code_means_itself(code: str) -> None:
    assert normalise_code(code) == normalise_code(code.lower()) == code
