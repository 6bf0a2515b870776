"""What cannot be understood is never half-kept: a draft that says why, or a refusal, with its line."""

from __future__ import annotations

import pytest

from quizzes.formats import Found, Verdict, gift_writer, read_file

DRAFTS = {
    "an answer written ~=right": ("Who?{~wrong ~=right ~other}", "may be meant as text"),
    "an answer written =~right": ("Who?{~wrong =~right ~other}", "may be meant as text"),
    "an equals sign within an answer": ("Which is right?{=2+2=4 =four}", "may be meant as text"),
    "an equals sign within a wrong option": ("Which is right?{~x=1 =x\\=2}", "may be meant as text"),
    "an equation as a wrong option": ("Solve.{~x = 5 ~y ~z}", "may be meant as text"),
    "an attribute in feedback": ('Who?{=me#[html]<b class="x">yes</b> ~you}', "may be meant as text"),
    "two right answers of which one is chosen": ("Who?{=me =I ~you}", "Several answers are right"),
    "no right answer": ("Who?{~me ~you}", "No answer is right"),
    "shares that are no whole": ("Who?{~%40%me ~%40%you ~%-100%he}", "80 %"),
    "shares that never add up to the whole": ("Who?{~%33.3%me ~%33.3%you ~%33.3%they ~%-100%he}", "99.9 %"),
    "a best answer that earns less than the whole": ("Who?{~%99.95%me ~you}", "99.95 %"),
    "a percentage beside an equals sign": ("Who?{=%50%me ~you}", "percentage"),
    "a percentage without its end": ("Who?{~%50 me =you}", "percentage"),
    "a hash within an answer": ("Which language?{=C# for .NET#Right ~Java}", "“#” stands twice"),
    "the same answer twice": ("Who?{=me ~you ~You}", "say the same"),
    "an empty answer": ("Who?{=me ~#why }", "no text"),
    "a question without text": ("::Name::{=me ~you}", "The question has no text"),
    "text before the first answer": ("Who?{perhaps ~me =you}", "stands before the first answer"),
    "signs after the closing brace": ('Who?{=me ~you}";', "After the closing brace"),
    "a blank line within the answers": ("Who?{\n=me\n\n~you\n}", "blank line"),
    "a script": ("[html]Who?<script>alert(1)</script>{=me ~you}", "script"),
    "a picture": ('[html]Who?<img src\\="https\\://example.org/a.png">{=me ~you}', "picture"),
    "an address elsewhere": ('[html]See <a href\\="https\\://example.org">this</a>. Who?{=me ~you}', "another site"),
    "feedback of a pair": ("Match.{=a -> b#yes =c -> d}", "neither a share nor feedback"),
    "a share of a pair": ("Match.{=%50%a -> b =%50%c -> d}", "neither a share nor feedback"),
    "another arrow": ("Match.{=a => b =c => d}", "looks like a pair"),
    "an arrow of a word processor": ("Match.{=a → b =c → d}", "looks like a pair"),
    "an arrow that is too long": ("Match.{=a --> b =c --> d}", "looks like a pair"),
    "a range without its sign": ("How many?{=1..5}", "looks like a number"),
    "a tolerance without its sign": ("How many?{=%100%5:0.1#Right}", "looks like a number"),
    "an answer after what is told to all": ("Who?{=me #### Look it up. ~you}", "may be meant as text"),
    "a markup in capitals": ("[HTML]<p>Who?</p>{=me ~you}", "names no markup"),
    "a second name": ("::One:: ::Two::Who?{=me ~you}", "stray line"),
    "a gap left in a text": ("Who was \\{1\\:SHORTANSWER\\:\\=he\\}?{=me ~you}", "cloze"),
}
REFUSALS = {
    "a gap instead of answers": ("The capital is {1:SHORTANSWER:=Paris#Yes}.", "cloze"),
    "two pairs of braces": ("The {=a ~b} of {=c ~d}.", "more than one pair"),
    "no closing brace": ("Who?{=me ~you", "“}” is missing"),
    "no opening brace": ("Who? =me ~you}", "“{” is missing"),
    "an unescaped brace in the question": ("A set {1, 2}?{=me ~you}", "more than one pair"),
    "a category line above a question": ("Read this.\n$CATEGORY: top\nWho?{=me ~you}", "$CATEGORY"),
    "a category line within a question": ("Who?{=me\n$CATEGORY: top\n~you}", "$CATEGORY"),
    "a name that never ends": ("::Who? {=me ~you}", "“::” is missing"),
    "a number that is none": ("How many?{#four}", "no number"),
    "a range that ends before it begins": ("How many?{#5..1}", "ends before it begins"),
    "a pair without its partner": ("Match.{=a -> b =c}", "“->” is missing"),
    "an answer without a sign": ("Who?{me}", "not marked"),
    "a share beyond the whole": ("Who?{~%150%me ~you}", "no share"),
    "a text without a question": ("Read the following page.", "not a question"),
    "control characters": ("Who\x00?{=me ~you}", "control characters"),
    "letters of another encoding": ("Wh\udcf3?{=me ~you}", "UTF-8"),
}
AIKEN_REFUSALS = {
    "two lines of answers": ("Who?\nA) me\nB) you\nANSWER: A\nANSWER: B", "“ANSWER: A, B” names none"),
    "an answer in small letters": ("Who?\nA) me\nB) you\nAnswer: A", "“ANSWER: Answer: A” names none"),
    "an answer that names no option": ("Who?\nA) me\nB) you\nANSWER: C", "names none"),
    "two answers": ("Who?\nA) me\nB) you\nANSWER: AB", "names none"),
    "options out of order": ("Who?\nA) me\nC) you\nANSWER: A", "in order"),
    "one option": ("Who?\nA) me\nANSWER: A", "fewer than two"),
    "no question": ("A) me\nB) you\nANSWER: A", "without a question"),
}


def only(text: str) -> Found:
    reading = read_file(text.encode(errors="surrogateescape"), "bank.txt")
    assert reading.fault is None
    (found,) = reading.found
    return found


@pytest.mark.parametrize("case", DRAFTS)
def test_a_doubtful_question_is_a_draft_that_says_why(case: str) -> None:
    text, reason = DRAFTS[case]
    found = only(f"\n// a comment\n{text}\n")
    assert found.verdict == Verdict.DRAFT
    assert reason in " ".join(found.reasons)
    assert (found.file, found.line) == ("bank.txt", 3)


@pytest.mark.parametrize("case", REFUSALS | AIKEN_REFUSALS)
def test_a_question_that_cannot_be_read_is_refused_with_its_line(case: str) -> None:
    text, reason = (REFUSALS | AIKEN_REFUSALS)[case]
    found = only(f"\n{text}\n")
    assert found.verdict == Verdict.REFUSED
    assert found.question is None
    assert reason in found.refusal
    assert found.line == 2


def test_a_broken_question_takes_none_of_its_neighbours_along() -> None:
    reading = read_file(b"First?{=a ~b}\n\nBroken?{=a\n\nLast?{=a ~b}\n", "bank.txt")
    assert [each.verdict for each in reading.found] == [Verdict.ACCEPTED, Verdict.REFUSED, Verdict.ACCEPTED]
    assert [each.line for each in reading.found] == [1, 3, 5]


def test_questions_without_a_blank_line_between_them_are_two() -> None:
    text = b"::One::Who?{=a ~b}\n::Two::Where?{=c ~d}\n$CATEGORY: top/Law\n$CATEGORY: top/Sea\nWhen?{=e ~f}"
    found = read_file(text, "bank.txt").found
    assert [each.line for each in found] == [1, 2, 5]
    assert [each.verdict for each in found] == [Verdict.ACCEPTED, Verdict.DRAFT, Verdict.DRAFT]
    assert "No blank line" in found[1].reasons[0]
    assert found[2].question
    assert found[2].question.category == "top/Sea"


def test_signs_that_are_escaped_or_alone_make_no_doubt() -> None:
    for text in ("When?{=10\\:30}", "How?{=Warn → wait ~Shoot → warn}", "Who?{=me ~you#### In 2 + 2 = 4 it is}"):
        assert only(text).verdict == Verdict.ACCEPTED, only(text).reasons


def test_an_answer_in_small_letters_is_no_part_of_the_next_question() -> None:
    text = b"Who?\nA) me\nB) you\nAnswer: A\nWhere?\nA) here\nB) there\nANSWER: B"
    broken, right = read_file(text, "bank.txt").found
    assert broken.verdict == Verdict.REFUSED
    assert right.question
    assert right.question.stem.text == "Where?"
    assert right.verdict == Verdict.ACCEPTED


def test_a_question_under_a_category_line_is_not_swallowed_by_it() -> None:
    (found,) = read_file(b"$CATEGORY: top/Law\nWho?{=a ~b}\n", "bank.txt").found
    assert found.question
    assert (found.question.category, found.question.stem.text, found.line) == ("top/Law", "Who?", 2)


def test_a_category_that_cannot_be_read_is_not_kept() -> None:
    (found,) = read_file(b"$CATEGORY: top/\xe9\n\nWho?{=a ~b}\n", "bank.txt").found
    assert found.question
    assert (found.verdict, found.question.category) == (Verdict.DRAFT, "")


def test_escaped_signs_are_text() -> None:
    found = only("Which equals 5\\: \\{x\\}?{=\\=2 + 3#\\#1 ~\\~5}")
    assert found.verdict == Verdict.ACCEPTED
    assert found.question
    assert found.question.stem.text == "Which equals 5: {x}?"
    assert [answer.text.text for answer in found.question.answers] == ["=2 + 3", "~5"]


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x00\x01" * 400, b"\xff\xfe\x00", b"PK\x03\x04broken"])
def test_a_file_that_is_no_text_is_refused_as_a_whole(content: bytes) -> None:
    reading = read_file(content, "bank.bin")
    assert not [each for each in reading.found if each.verdict != Verdict.REFUSED]
    assert reading.fault or reading.found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who?{=me ~%50%you}", ""),
        ("Who?{~%50%me =%20%you}", "without a right and a wrong answer"),
        ("Who?{=me ~#why }", "without a text"),
        ("Who?{~me ~#why ~%100%you}", "without a text"),
    ],
)
def test_gift_leaves_out_by_name_what_it_would_say_otherwise(text: str, reason: str) -> None:
    question = only(text).question
    assert question
    assert reason in gift_writer.cannot_hold(question)
    assert bool(reason) == bool(gift_writer.cannot_hold(question))
