"""Whatever a lesson's text says that no part could keep is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from base.diagrams import DRAWINGS
from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import LESSON, SECOND

pytestmark = pytest.mark.django_db

PARTS = "case, check, diagram, do, dont, level, rule, situation"
BELOW = "“cite:” stands in small letters below an empty line"
FAULTY_PARTS = {
    "a part that nobody knows": Faulty(
        "::: situation At the post", "::: story At the post", "::: story", f"“story” is no part; use one of: {PARTS}"
    ),
    "a part that is never closed": Faulty(
        "Report it at once.\n:::", "Report it at once.", "::: level", "“level” is never closed with :::"
    ),
    "an indented mark of a part": Faulty(
        "Report it at once.", "Report it at once.\n ::: rule", " ::: rule", "::: stands at the very beginning of its line"
    ),
    "a part inside a part": Faulty(
        "- Give water.",
        "- Give water.\n::: rule\nNo.\n\ncite: GC I Art 3\n:::",
        "::: do",
        "no further part may stand inside “do”",
    ),
    "a level inside a level": Faulty(
        "Report it at once.",
        "Report it at once.\n::: level commanders\nAsk.\n:::",
        "::: level ncos",
        "a level cannot stand inside a level",
    ),
    "a level for nobody": Faulty("::: level ncos", "::: level officers", "::: level", "level is followed by ncos or commanders"),
    "a level for everyone": Faulty(
        "::: level ncos", "::: level everyone", "::: level", "level is followed by ncos or commanders"
    ),
    "an empty level": Faulty("## For section commanders\nReport it at once.\n", "\n", "::: level", "“level” holds nothing"),
    "an empty situation": Faulty(
        "A man kneels in the sun.\n\nWhat do you do?\n", "", "::: situation", "“situation” holds no text"
    ),
    "a rule without a sentence": Faulty("Treat everyone humanely.\n\ncite:", "cite:", "::: rule", "“rule” holds no text"),
    "a rule that cites none": Faulty("cite: GC I Art 3; Policy para 1\n", "", "::: rule", "a rule needs a line cite:"),
    "a rule with a title": Faulty("::: rule", "::: rule The minimum", "::: rule", "“rule” has no title; write the text below it"),
    "a list in a rule": Faulty(
        "Treat everyone humanely.\n", "Treat everyone humanely.\n\n- Always.\n", "- Always.", "a list cannot stand in “rule”"
    ),
    "a case without a title": Faulty(
        "::: case What happened", "::: case", "::: case", "a case needs a title: ::: case What happened"
    ),
    "text beside the lines of do": Faulty(
        "- Give water.", "At once:\n\n- Give water.", "At once:", "a paragraph cannot stand in “do”"
    ),
    "a numbered list in dont": Faulty(
        "- Do not bind the eyes.", "1. Do not bind the eyes.", "1. Do not", "a numbered list cannot stand in “dont”"
    ),
    "a citation in a situation": Faulty(
        "What do you do?\n:::\n\n::: rule",
        "What do you do?\n\ncite: GC I Art 3\n:::\n\n::: rule",
        "::: situation",
        "“situation” cites no rule; write the line cite: below it",
    ),
    "a citation in a check": Faulty(
        "What do you do?\n\n- [ ]",
        "What do you do?\n\ncite: GC I Art 3\n\n- [ ]",
        "::: check",
        "“check” cites no rule; write the line cite: below it",
    ),
    "a citation that no rule has": Faulty(
        "cite: GC I Art 3; Policy para 1",
        "cite: GC I Art 3; Rule 87",
        "Rule 87",
        "no rule in law/rules/ is cited as “Rule 87”",
    ),
    "a table in a case": Faulty("A man was left in the sun.", "| A |\n|---|\n| B |", "| A |", "a table cannot stand in “case”"),
}
FAULTY_TEXT = {
    "a citation that hangs on a sentence": Faulty(
        "is helped first.\n\ncite:", "is helped first.\ncite:", "cite: GC I Art 12", BELOW
    ),
    "a citation that hangs on a list": Faulty(
        "is helped first.\n", "is helped first.\n\n- Water.\ncite: GC I Art 3\n", "cite: GC I Art 3", BELOW
    ),
    "a citation in large letters": Faulty("\ncite:", "\nCite:", "Cite:", BELOW),
    "a citation of nothing": Faulty("cite: GC I Art 12", "cite:", "cite:", "“cite:” names no rule"),
    "a heading of the page itself": Faulty(
        "Who needs", "# Who first\n\nWho needs", "# Who", "headings in a lesson begin with ##"
    ),
    "a quotation": Faulty("Who needs", "> Who needs", "> Who", "a quotation (>) cannot stand in a lesson"),
    "an image": Faulty("Who needs", "![A post](post.png) Who needs", "![A", "an image cannot stand in a lesson"),
    "a line across": Faulty("Who needs", "***\n\nWho needs", "***", "a rule (---) cannot stand in a lesson"),
    "code": Faulty("Who needs", "`Who` needs", "`Who`", "text between ` or indented text cannot stand in a lesson"),
}


@pytest.mark.parametrize("faulty", FAULTY_PARTS.values(), ids=FAULTY_PARTS)
def test_a_faulty_part_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, LESSON, faulty)


@pytest.mark.parametrize("faulty", FAULTY_TEXT.values(), ids=FAULTY_TEXT)
def test_text_that_no_lesson_can_keep_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, SECOND, faulty)


def test_a_part_that_was_never_opened_is_refused(folder: Folder) -> None:
    folder.change(SECOND, "Who needs", ":::\nWho needs")
    assert_refused(folder, SECOND, ":::", "::: closes nothing")


TIERS = "::: diagram protection-tiers Three pillars\nThree pillars carry a roof.\n\n1. Talk.\n2. Guard.\n3. Build.\n:::"
DRAWN = "::: diagram"
DIAGRAMS = {
    "a drawing that nobody made": Faulty(
        "protection-tiers", "tiers", DRAWN, f"“tiers” is no drawing; use one of: {', '.join(DRAWINGS)}"
    ),
    "no title": Faulty(" Three pillars", "", DRAWN, "a diagram needs a title: ::: diagram protection-tiers What it shows"),
    "a number that is not explained": Faulty(
        "\n3. Build.", "", DRAWN, "the drawing has 3 numbers, but its numbered list explains 2"
    ),
    "nothing for those who cannot see it": Faulty(
        "Three pillars carry a roof.\n\n",
        "",
        DRAWN,
        "a diagram needs one paragraph that says what it shows, above its one numbered list",
    ),
    "a citation": Faulty(
        "3. Build.\n", "3. Build.\n\ncite: GC I Art 3\n", DRAWN, "“diagram” cites no rule; write the line cite: below it"
    ),
}


@pytest.mark.parametrize("faulty", DIAGRAMS.values(), ids=DIAGRAMS)
def test_a_faulty_diagram_is_refused(folder: Folder, faulty: Faulty) -> None:
    folder.change(SECOND, "Who needs", f"{TIERS}\n\nWho needs")
    assert_change_is_refused(folder, SECOND, faulty)


def test_a_diagram_is_kept_with_all_its_words(folder: Folder) -> None:
    folder.change(SECOND, "Who needs", f"{TIERS}\n\nWho needs")
    lesson = next(a for a in folder.read().modules[0].activities.values() if a.form.title == "The wounded")
    assert lesson.parts[0] == {
        "type": "diagram",
        "value": {
            "drawing": "protection-tiers",
            "title": "Three pillars",
            "alternative_text": "Three pillars carry a roof.",
            "legend": ["<p>Talk.</p>", "<p>Guard.</p>", "<p>Build.</p>"],
        },
    }


CHECKS = {
    "no option is right": Faulty(
        "- [x] Bring", "- [ ] Bring", "::: check", "no option of the check is right; write [x] before what is right"
    ),
    "an option without a reason": Faulty(
        "\n  > He is in your hands.", "", "- [ ] Nothing.", "the option “Nothing.” has no reason; write it below after >"
    ),
    "the last option without a reason": Faulty(
        "\n  > That is the minimum.",
        "",
        "- [x] Bring",
        "the option “Bring him into the shade.” has no reason; write it below after >",
    ),
    "an option without a box": Faulty(
        "- [ ] Nothing.", "- Nothing.", "- Nothing.", "an option begins with [ ] or [x]: “Nothing.”"
    ),
    "no question": Faulty("What do you do?\n\n- [ ]", "- [ ]", "::: check", "a check needs a question above its options"),
    "text below the options": Faulty(
        "  > That is the minimum.\n",
        "  > That is the minimum.\n\nNow go on.\n",
        "::: check",
        "in a check the question stands above its options, and nothing below them",
    ),
}


@pytest.mark.parametrize("faulty", CHECKS.values(), ids=CHECKS)
def test_a_faulty_check_is_refused(folder: Folder, faulty: Faulty) -> None:
    folder.change(LESSON, faulty.old, faulty.new)
    told = folder.faults()
    assert f"{LESSON}:{folder.line(LESSON, faulty.at)}: {faulty.reason}" in told


def test_a_check_with_one_option_is_refused(folder: Folder) -> None:
    folder.change(LESSON, "- [ ] Nothing.\n  > He is in your hands.\n", "")
    assert_refused(folder, LESSON, "::: check", "a check has from two to six options, not 1")


def test_a_check_with_seven_options_is_refused(folder: Folder) -> None:
    folder.change(LESSON, "- [ ] Nothing.", "".join(f"- [ ] Number {n}.\n  > No.\n" for n in range(5)) + "- [ ] Nothing.")
    assert_refused(folder, LESSON, "::: check", "a check has from two to six options, not 7")


def test_several_faults_are_told_at_once(folder: Folder) -> None:
    folder.change(LESSON, "::: case What happened", "::: case")
    folder.change(LESSON, "- [x] Bring", "- [ ] Bring")
    folder.change(SECOND, "minutes: 8", "minutes: 800")
    assert [fault.split(":")[0] for fault in folder.faults()] == [LESSON, LESSON, SECOND]
