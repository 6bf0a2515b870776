"""Lines as other editors end and begin them: of an old Mac, and with the unseen signs of an editor that writes from the right."""

from __future__ import annotations

import pytest

from quizzes.formats import Verdict, read_file

GIFT = "::سؤال:: من يحمي المدنيين؟{\n=الجميع\n~لا أحد\n}\n\n::ثان:: من يقرر؟{\n=القائد\n~الجار\n}\n"
AIKEN = "من يقرر؟\nA. القائد\nB. الجار\nANSWER: A\n\nWho?\nA. We\nB. They\nANSWER: B\n"


@pytest.mark.parametrize("text", [GIFT, AIKEN])
@pytest.mark.parametrize(
    ("begin", "end"), [("", "\r"), ("\u200f", "\n"), ("\ufeff", "\r\n"), ("\u200e ", "\u200f\r\n"), ("\u061c", "\n")]
)
def test_they_say_the_same(text: str, begin: str, end: str) -> None:
    lines = text.split("\n")
    written = end.join(f"{begin}{line}" if line else line for line in lines)
    found = read_file(written.encode(), "bank.txt").found
    assert [each.verdict for each in found] == [Verdict.ACCEPTED, Verdict.ACCEPTED], [each.reasons for each in found]
    assert [each.question for each in found] == [each.question for each in read_file(text.encode(), "bank.txt").found]
