"""Numerical: a number within a tolerance, in one of the units that are offered.

Tolerances are inclusive and the first matching answer wins, as in Moodle; all sums are exact, so that 3.142 is within 0.0005 of
3.1415. A unit with the factor 1 is that of the numbers; what is given in another is multiplied by its factor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import share_of
from quizzes.kinds.interface import (
    AnswerKey,
    Content,
    Posted,
    Response,
    ResponseRefused,
    Revealed,
    clipped,
    exact,
    opaque_id,
    raw_parts,
    squeezed,
    stored,
)
from quizzes.kinds.numbers import decimal_of, readings
from quizzes.kinds.precedence import never_reached
from quizzes.kinds.text import Typed, visible

ANYTHING = "*"
LONGEST = 40
AS_TYPED = re.IGNORECASE | re.DOTALL


class Numerical(Typed):
    name = "numerical"
    template = "quizzes/kinds/_numerical.html"
    fields = ("numbers", "units", "unit_needed")
    longest = LONGEST

    def faults(self, item: Any) -> list[str]:
        numbers = [_authored(value) for value in raw_parts(item, "numbers")]
        found = []
        if any(value is None for value, _tolerance, _share in numbers):
            found.append(_("A number cannot be read. Write it like 12.5, or “*” for every other answer."))
        if any(tolerance is None or tolerance < 0 for _value, tolerance, _share in numbers):
            found.append(_("A tolerance is a number from 0 upwards."))
        if not any(share == 1 and value != ANYTHING for value, _tolerance, share in numbers):
            found.append(_("At least one number must earn 100 per cent."))
        if any(not 0 <= share <= 1 or (value == ANYTHING and share) for value, _tolerance, share in numbers):
            found.append(_("A share lies between 0 and 100 per cent; every other answer (“*”) earns nothing."))
        return (found or self.never_reached(self.freeze(item)[1])) + self.faults_of_units(item) + _ambiguous(item)

    def never_reached(self, answer_key: AnswerKey) -> list[str]:
        """Which numbers nobody can give, in sentences for the author."""
        return never_reached(answer_key["numbers"], "value", _takes_all_of)

    def faults_of_units(self, item: Any) -> list[str]:
        units = raw_parts(item, "units")
        names = [squeezed(value.get("name")).casefold() for value in units]
        found = []
        if "" in names or len(set(names)) < len(names):
            found.append(_("Every unit has a name of its own."))
        factors = [decimal_of(value.get("factor")) for value in units]
        if any(factor is None or factor <= 0 for factor in factors) or (units and 1 not in factors):
            found.append(_("Every unit has a factor above 0, and the unit of the numbers above has the factor 1."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem, units: [{id, text}]}. Key: {numbers: [{value, tolerance, fraction, rationale}], factors: {unit id:
        text}, unit_needed}; numbers as decimal text, in the author's order."""
        units = [(opaque_id(item, f"unit {(name := squeezed(u.get('name')))}"), name, u) for u in raw_parts(item, "units")]
        numbers = [
            {
                "value": ANYTHING if squeezed(value.get("value")) == ANYTHING else str(decimal_of(value.get("value")) or 0),
                "tolerance": str(decimal_of(value.get("tolerance") or 0) or 0),
                "fraction": stored(_share(value)),
                "rationale": str(value.get("rationale") or "").strip(),
            }
            for value in raw_parts(item, "numbers")
        ]
        content: Content = {"stem": item.stem, "units": [{"id": each, "text": name} for each, name, _unit in units]}
        factors = {each: str(decimal_of(unit.get("factor")) or 1) for each, _name, unit in units}
        return content, {"numbers": numbers, "factors": factors, "unit_needed": bool(item.unit_needed)}

    def view(self, question: Any) -> Any:
        unit = (question.response or {}).get("unit", "")
        units = [{**each, "is_chosen": each["id"] == unit} for each in question.content["units"]]
        return {**super().view(question), "units": units}

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        return {**super().read_form(form, name, content), "unit": "".join(form.getlist(f"{name}.unit")[:1])}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """{text, unit}: the number as it was typed, and the id of its unit or nothing."""
        if not {"text"} <= set(data) <= {"text", "unit"} or not all(isinstance(value, str) for value in data.values()):
            raise ResponseRefused(_("This answer cannot be read."))
        text, unit = self.clean_text(data["text"]), data.get("unit", "")
        if unit and unit not in {each["id"] for each in content["units"]}:
            raise ResponseRefused(_("This answer names a unit that the question does not have."))
        typed = self.with_typed_unit(content, text)
        if unit and typed["unit"] and unit != typed["unit"]:
            raise ResponseRefused(_("This answer names two units. Take one of them out."))
        return {**typed, "unit": unit or typed["unit"]}

    def with_typed_unit(self, content: Content, text: str) -> Response:
        """“5 km” and “€ 5”: the number, and the unit that stands behind it or in front."""
        for unit in sorted(content["units"], key=lambda each: -len(each["text"])):
            for number in without_unit(visible(text), unit["text"]):
                if readings(number):
                    return {"text": number, "unit": unit["id"]}
        return {"text": text, "unit": ""}

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        number = self.fitting(answer_key, response)
        return clipped(exact(number["fraction"])) if number else Fraction(0)

    def fitting(self, answer_key: AnswerKey, response: Response | None) -> dict[str, Any] | None:
        """The first number that the response matches, in any way in which it can be read."""
        if response is None or not self.is_answered(response):
            return None
        unit = response.get("unit", "")
        if answer_key["factors"] and answer_key["unit_needed"] and not unit:
            return None
        factor = Fraction(answer_key["factors"].get(unit, "1"))
        given = [Fraction(reading) * factor for reading in readings(response["text"])]
        return next((n for n in answer_key["numbers"] if any(_matches(n, each) for each in given)), None)

    def summarise(self, content: Content, response: Response | None) -> str:
        units = {each["id"]: each["text"] for each in content["units"]}
        return " ".join(filter(None, [super().summarise(content, response), units.get((response or {}).get("unit", ""))]))

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        found = self.fitting(answer_key, response)
        base = next((u["text"] for u in content["units"] if Fraction(answer_key["factors"][u["id"]]) == 1), "")
        lines = [
            Revealed(_in_words(number, base), True, number is found, number["rationale"])
            for number in answer_key["numbers"]
            if number["fraction"] > 0
        ]
        if self.is_answered(response) and (found is None or not found["fraction"]):
            lines.append(Revealed(self.summarise(content, response), False, True, found["rationale"] if found else ""))
        return lines


def without_unit(text: str, unit: str) -> list[str]:
    """What is left where the unit stands behind, or in front, before the sign of the number or after it."""
    name = re.escape(unit)
    behind, before = re.fullmatch(rf"(.+?)\s*{name}", text, AS_TYPED), re.fullmatch(rf"([+−–-]?)\s*{name}\s*(.+)", text, AS_TYPED)
    return [*([behind[1]] if behind else []), *([before[1] + before[2]] if before else [])]


def _matches(number: Mapping[str, Any], given: Fraction) -> bool:
    if number["value"] == ANYTHING:
        return True
    return abs(given - Fraction(number["value"])) <= Fraction(number["tolerance"])


def _takes_all_of(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether the range of the one lies within that of the other."""
    if ANYTHING in (first["value"], second["value"]):
        return bool(first["value"] == ANYTHING)
    away = abs(Fraction(first["value"]) - Fraction(second["value"]))
    return away + Fraction(second["tolerance"]) <= Fraction(first["tolerance"])


def _in_words(number: Mapping[str, Any], unit: str) -> str:
    value = number["value"] if not Fraction(number["tolerance"]) else f"{number['value']} ± {number['tolerance']}"
    return f"{value} {unit}".strip()


def _authored(value: Mapping[str, Any]) -> tuple[Decimal | str | None, Decimal | None, Fraction]:
    """Value, tolerance and share of one number as its author wrote it; None where it cannot be read."""
    number = ANYTHING if squeezed(value.get("value")) == ANYTHING else decimal_of(value.get("value"))
    return number, decimal_of(value.get("tolerance") or 0), _share(value)


def _ambiguous(item: Any) -> list[str]:
    """“1,000” is a thousand to one author and one to another; the key must not depend on who reads it."""
    texts = [value.get(name) for value in raw_parts(item, "numbers") for name in ("value", "tolerance")]
    texts += [value.get("factor") for value in raw_parts(item, "units")]
    found = []
    for text in map(str, filter(None, texts)):
        if len(meant := readings(text)) > 1:
            words = [f"{number.normalize():f}" for number in meant]
            found.append(
                _("“%(text)s” can mean %(first)s or %(second)s. Write the one that you mean, without a comma.")
                % {"text": text, "first": words[0], "second": words[1]}
            )
    return found


def _share(value: Mapping[str, Any]) -> Fraction:
    share = share_of(value)
    return Fraction(1) if share is None else share
