"""Advice on a question: each weakness is named, and a good question is left alone."""

import pytest

from quizzes.writing_aids import Draft, DraftOption, advice_on

GOOD = [("Search her with respect", True), ("Let her pass unsearched", False), ("Send her back home", False)]


def advice(
    options: list[tuple[str, bool]] | None = None,
    stem: str = "A woman waits at the checkpoint. What do you do?",
    kind: str = "single",
    language: str = "en",
    **switches: bool,
) -> str:
    parts = tuple(DraftOption(text, right, "Because.") for text, right in (GOOD if options is None else options))
    return " ".join(advice_on(Draft(kind, language, stem, parts, **({"has_rationale": True, "has_rule": True} | switches))))


def test_a_good_question_is_left_alone() -> None:
    assert advice() == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([("Stop", True), ("Go", True), ("Wait", False)], "not exactly one best answer"),
        (
            [("Report it to your commander", True), ("Report it to your commanders", False), ("No", False)],
            "nearly the same",
        ),
        ([("Stop", True), ("Go", False)], "2 options"),
        ([(word, word == "Stop") for word in ("Stop", "Go", "Wait", "Run", "Sing", "Sleep")], "6 options"),
        ([("You stop, tell her why, and let a woman of your team search her", True), ("Go", False), ("Wait", False)], "longer"),
        (
            [("Go", True), ("You stop, tell her why, and let a woman search her", False), ("You wait a while", False)],
            "shorter",
        ),
        ([("Stop", True), ("Go", False), ("All of the above", False)], "All of the above"),
        ([("Stop", True), ("Go", False), ("None of these", False)], "All of the above"),
    ],
)
def test_weak_options_are_named(options: list[tuple[str, bool]], said: str) -> None:
    assert said in advice(options)


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is not something that you must never do?",
        "You must not shoot unless there is no other way. Which order is not one without limits?",
    ],
)
def test_two_negatives_in_a_question_are_named(stem: str) -> None:
    assert "double negative" in advice(stem=stem)


def test_a_negative_in_the_question_and_one_in_an_option_are_named() -> None:
    options = [("You do not search her", True), ("You search her at once", False), ("You send her home", False)]
    assert "double negative" in advice(options, stem="What is not allowed here?")
    assert "double negative" not in advice(options)


def test_what_is_hard_to_read_is_named_with_its_years_of_school() -> None:
    stem = (
        "Notwithstanding the aforementioned obligations concerning precautionary measures, which organisational responsibilities "
        "necessarily characterise the commander's proportionality considerations regarding collateral consequences?"
    )
    assert "years of school" in advice(stem=stem)


def test_long_sentences_are_named_in_every_language() -> None:
    assert "Long sentences" in advice(stem="كلمة " * 30 + "؟", language="ar")
    assert "Long sentences" in advice(stem="mot " * 30 + "?", language="fr")


@pytest.mark.parametrize(
    ("language", "option"),
    [
        *(
            ("en", text)
            for text in ("Both of the above", "All the above.", "None of them", "Neither of the two", "No answer is right")
        ),
        *(
            ("en", text)
            for text in ("All answers are correct", "A and C", "Both A and B", "a, b and c", "None of the other options")
        ),
        *(("fr", text) for text in ("Toutes les réponses ci-dessus", "Toutes ces réponses", "Tout ce qui précède", "A et B")),
        *(("fr", text) for text in ("Aucune de ces réponses", "Les réponses A et B", "Les deux réponses sont justes")),
        *(("ar", text) for text in ("جميع ما سبق", "لا شيء مما سبق", "ليس أي مما سبق", "جميع الخيارات صحيحة", "أ و ب")),
    ],
)
def test_options_that_speak_of_the_others_are_known_in_every_language(language: str, option: str) -> None:
    assert "All of the above" in advice([("A", True), ("B", False), (option, False)], language=language)


@pytest.mark.parametrize(
    ("language", "option"),
    [
        *(("en", text) for text in ("All of the wounded are treated", "None of the soldiers may fire", "Tell all of the people")),
        *(
            ("en", text)
            for text in ("Any of these people may be searched", "Call A Company and B Company", "Take down all their answers")
        ),
        *(("fr", text) for text in ("Toutes les personnes sont fouillées", "Aucune des femmes", "Tout le monde")),
        *(("ar", text) for text in ("كل الجرحى", "جميع المدنيين")),
    ],
)
def test_options_that_speak_of_people_are_left_alone(language: str, option: str) -> None:
    assert "All of the above" not in advice([("Stop", True), ("Go", False), (option, False)], language=language)


@pytest.mark.parametrize(
    ("stem", "is_double"),
    [
        ("Pourquoi n’est-il pas vrai qu’on ne peut pas fouiller ?", True),
        ("Que ne fait-on pas sans ordre ?", True),
        ("Que ne fait-on jamais ?", False),
        ("Quand n'y a-t-il aucune exception ?", False),
        ("Que fait une personne qui a besoin d’une réponse ?", False),
    ],
)
def test_the_two_words_of_a_french_negation_are_one(stem: str, is_double: bool) -> None:
    assert ("double negative" in advice(stem=stem, language="fr")) is is_double


def test_a_missing_reason_or_rule_is_named() -> None:
    assert "reason is missing" in advice(has_rationale=False)
    assert "No rule is cited" in advice(has_rule=False)


def test_kinds_without_options_get_no_advice_on_options() -> None:
    assert advice([], kind="numerical") == ""
