"""What a page shows by its looks alone is said in the words that are kept, or the question is a draft that says why."""

from __future__ import annotations

import pytest

from quizzes.formats import Text, Verdict, read_file
from quizzes.formats.plain import plain

SAID = {
    "10<sup>3</sup>": "10³",
    "10<sup><b>−3</b></sup>": "10⁻³",
    "the 1<sup>st</sup> of May, le 1<sup>e</sup>": "the 1st of May, le 1e",
    "2<sup>x</sup> + e<sup>2x</sup>": "2^x + e^(2x)",
    "CO<sub>2</sub>, x<sub>i</sub>": "CO₂, xi",
    "<sup>open": "open",
    "</sup></ol>x": "x",
    "<ol><li>a</li><li><p>b</p></li></ol>": "1. a\n\n2. b",
    '<ol start="3"><li>a<li value="9">b</ol>': "3. a\n9. b",
    '<ol start="99999999999"><li>a</ol>': "1. a",
    "<ul><li>a</li></ul>": "a",
}
QUESTION = (
    '<quiz><question type="multichoice"><questiontext format="html"><text><![CDATA[{}]]></text></questiontext>'
    '<answer fraction="100"><text>yes</text></answer><answer fraction="0"><text>no</text></answer></question></quiz>'
)
DRAFTS = {
    "words struck out": ("Which is <del>not</del> lawful?", "struck out"),
    "a formula": ("What is \\(x^2\\)?", "formula"),
    "a formula of its own line": ("What is $$x^2$$?", "formula"),
    "two languages": ('<span lang="en" class="multilang">Who?</span><span lang="fr" class="multilang">Qui?</span>', "languages"),
    "two languages in the newer form": ("{mlang en}Who?{mlang}{mlang fr}Qui?{mlang}", "languages"),
    "hidden words": ('Who?<p style="display: none">The commander.</p>', "hidden"),
    "hidden words of HTML": ("Who?<p hidden>The commander.</p>", "hidden"),
}


@pytest.mark.parametrize("html", SAID)
def test_the_words_say_what_the_page_shows(html: str) -> None:
    assert plain(Text(html, "html")) == SAID[html]


def test_a_numbered_list_in_markdown_keeps_its_numbers() -> None:
    assert plain(Text("Which?\n\n1. we\n2. they", "markdown")).split() == ["Which?", "1.", "we", "2.", "they"]


@pytest.mark.parametrize("case", DRAFTS)
def test_what_no_words_can_say_makes_a_draft(case: str) -> None:
    text, reason = DRAFTS[case]
    (found,) = read_file(QUESTION.format(text).encode(), "bank.xml").found
    assert found.verdict == Verdict.DRAFT
    assert reason in " ".join(found.reasons)


def test_the_same_signs_as_words_make_none() -> None:
    text = "Price in $: 5 $$; which is hidden, deleted or (x)?"
    assert read_file(QUESTION.format(text).encode(), "bank.xml").found[0].verdict == Verdict.ACCEPTED
