"""Numbers: inclusive tolerances, exact sums, units, the ways in which people write them."""

from fractions import Fraction

import pytest

from quizzes.kinds import KINDS, ResponseRefused
from quizzes.kinds.numbers import readings
from tests.quizzes.items import plain_item

KIND = KINDS["numerical"]
METRES = [{"name": "m", "factor": "1"}, {"name": "km", "factor": "1000"}]


def earned(numbers: list[dict], text: str, unit: str = "", **fields: object) -> Fraction:
    content, key = KIND.freeze(plain_item(numbers=numbers, **fields))
    ids = {each["text"]: each["id"] for each in content["units"]}
    return KIND.mark(key, KIND.clean_response(content, {"text": text, "unit": ids.get(unit, "")}))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("3.1415", 1),
        ("3.142", 1),
        ("3.141", 1),
        ("3,142", 1),
        ("3.142e+0", 1),
        ("٣٫١٤٢", 1),
        ("3.142105", 0),
        ("3.1409", 0),
        ("-3.1415", 0),
        ("abc", 0),
        ("", 0),
        ("3.14.15", 0),
        ("nan", 0),
        ("inf", 0),
        ("1e999", 0),
    ],
)
def test_a_tolerance_is_inclusive_and_exact(text: str, share: int) -> None:
    assert earned([{"value": "3.1415", "tolerance": "0.0005"}], text) == share


def test_the_first_number_that_matches_counts() -> None:
    numbers = [{"value": "1822", "tolerance": "0"}, {"value": "1822", "tolerance": "2", "share": "50"}]
    assert earned(numbers, "1822") == 1
    assert earned(numbers, "1824") == Fraction(1, 2)
    assert earned(numbers[::-1], "1822") == Fraction(1, 2)
    assert earned([{"value": "*", "share": "0"}, {"value": "5"}], "5") == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 000", ["1000"]),
        ("1\u00a0000,5", ["1000.5"]),
        ("1'000.5", ["1000.5"]),
        ("1,000,000", ["1000000"]),
        ("1.000.000", ["1000000"]),
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1,000", ["1.000", "1000"]),
        ("12,5", ["12.5"]),
        ("−5", ["-5"]),
        ("+.5", ["0.5"]),
        ("5.", ["5"]),
        ("١٬٠٠٠", ["1.000", "1000"]),
        ("١،٥", ["1.5"]),
        ("\u200f١٢\u200e", ["12"]),
        ("–5", ["-5"]),
        ("1,23,456", ["123456"]),
        ("1.234.567,8", ["1234567.8"]),
        ("1.8 x 10^3", ["1.8E+3"]),
        ("1,8×10^-2", ["0.018"]),
        ("2*10**3", ["2E+3"]),
        ("0x10", []),
        ("five", []),
        ("1,2,3", []),
        ("1.234.56", []),
        ("12.34,5", []),
        ("1,234,56", []),
        ("--5", []),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, numbers: list[str]) -> None:
    assert [str(number) for number in readings(text)] == numbers


def test_an_answer_may_be_given_in_another_unit() -> None:
    distance = [{"value": "2000", "tolerance": "100"}]
    assert earned(distance, "2", "km", units=METRES) == 1
    assert earned(distance, "2000", "m", units=METRES) == 1
    assert earned(distance, "2", "m", units=METRES) == 0
    assert earned(distance, "2000", units=METRES) == 1
    assert earned(distance, "2000", units=METRES, unit_needed=True) == 0
    assert earned(distance, "2,05 KM", units=METRES, unit_needed=True) == 1


@pytest.mark.parametrize("text", ["€ 5", "€5", "5 €", "5€", "\u200f5 €", "€ 5,00"])
def test_a_unit_stands_behind_the_number_or_in_front(text: str) -> None:
    money = [{"name": "€", "factor": "1"}, {"name": "€ cent", "factor": "0.01"}]
    assert earned([{"value": "5"}], text, units=money, unit_needed=True) == 1
    assert earned([{"value": "-5"}], f"-{text}" if text.startswith("€") else text.replace("5", "-5"), units=money) == 1


def test_a_unit_that_surrounds_its_number_is_not_read() -> None:
    assert earned([{"value": "5"}], "€ 5 €", units=[{"name": "€", "factor": "1"}]) == 0
    assert earned([{"value": "5"}], "€", units=[{"name": "€", "factor": "1"}]) == 0


def test_a_unit_that_is_typed_and_chosen_counts_once() -> None:
    distance = [{"value": "2000", "tolerance": "100"}]
    assert earned(distance, "2 km", "km", units=METRES) == 1
    assert earned(distance, "2000m", "m", units=METRES, unit_needed=True) == 1
    with pytest.raises(ResponseRefused, match="two units"):
        earned(distance, "2 km", "m", units=METRES)


def test_a_unit_of_another_question_is_refused() -> None:
    content, _key = KIND.freeze(plain_item(numbers=[{"value": "1"}], units=METRES))
    with pytest.raises(ResponseRefused):
        KIND.clean_response(content, {"text": "1", "unit": "?"})


@pytest.mark.parametrize("data", [{}, {"text": 5}, {"text": "5", "unit": None}, {"unit": "m"}, {"text": "5", "score": "1"}])
def test_a_response_that_does_not_fit_is_refused(data: dict) -> None:
    with pytest.raises(ResponseRefused):
        KIND.clean_response({"units": []}, data)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"numbers": []}, "At least one number must earn 100 per cent."),
        ({"numbers": [{"value": "five"}]}, "A number cannot be read."),
        ({"numbers": [{"value": "1,000"}]}, "“1,000” can mean 1 or 1000."),
        ({"numbers": [{"value": "5", "tolerance": "1,500"}]}, "“1,500” can mean 1.5 or 1500."),
        (
            {"numbers": [{"value": "5"}], "units": [{"name": "m", "factor": "1"}, {"name": "km", "factor": "1,000"}]},
            "“1,000” can mean",
        ),
        ({"numbers": [{"value": "5", "tolerance": "-1"}]}, "A tolerance is a number from 0 upwards."),
        ({"numbers": [{"value": "5", "share": "150"}]}, "between 0 and 100"),
        ({"numbers": [{"value": "5"}, {"value": "*"}]}, "earns nothing"),
        ({"numbers": [{"value": "5"}], "units": [{"name": "km", "factor": "1000"}]}, "has the factor 1"),
        ({"numbers": [{"value": "5"}], "units": [{"name": "m", "factor": "1"}, {"name": "M", "factor": "2"}]}, "name of its own"),
    ],
)
def test_a_faulty_item_is_named(fields: dict, fault: str) -> None:
    assert any(fault in sentence for sentence in KIND.faults(plain_item(**fields)))


@pytest.mark.parametrize("value", ["1000", "1,5", "1,00", "0,125", "12.500", "1e3"])
def test_a_number_that_can_mean_one_thing_only_has_no_fault(value: str) -> None:
    assert KIND.faults(plain_item(numbers=[{"value": value, "tolerance": "0"}])) == []


def test_a_good_item_has_no_fault_and_shows_only_its_units() -> None:
    item = plain_item(numbers=[{"value": "2000", "tolerance": "100", "rationale": "Measured."}], units=METRES)
    content, _key = KIND.freeze(item)
    assert KIND.faults(item) == []
    assert [unit["text"] for unit in content["units"]] == ["m", "km"]
    assert set(content) == {"stem", "units"}


def test_the_key_and_the_answer_are_told_in_words() -> None:
    content, key = KIND.freeze(plain_item(numbers=[{"value": "2000", "tolerance": "100"}], units=METRES))
    given = KIND.clean_response(content, {"text": "3 km"})
    assert KIND.summarise(content, given) == "3 km"
    assert [line.text for line in KIND.reveal(content, key, [], given)] == ["2000 ± 100 m", "3 km"]
