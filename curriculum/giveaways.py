"""Do the words of the options betray the key? What somebody can pass a bank with who never read a lesson.

Plain items in, sentences out. Wording is judged by a model of words (naive Bayes, a word counted once an option, one added to
each count): it learns from the banks of the other modules which words stand in keys and which in wrong options, and picks of
each question the option that looks most like a key. Where it finds many more keys than chance would, a soldier does so too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from curriculum.item_forms import BankForm

MOST_LONGEST = 0.4  # share of keys that are longer than every wrong option
MOST_SHORTEST = 0.4  # or shorter
MOST_LONGEST_CHECK = MOST_SHORTEST_CHECK = 0.5  # of checks, which have three options and are few in a module
MOST_IN_ONE_PLACE = 0.5  # share of the keys that stand in the same place
MOST_BY_WORDS = 0.5  # share of keys that the model of words may find; chance finds some 0.27, in checks 0.33
MOST_BY_SHARED_WORDS = 0.55  # share of keys where one option shares more of its words with the others than they do
TRUE_SHARE = (0.35, 0.65)  # of the statements of the whole course that are true
ENOUGH = 15  # questions that make a share worth telling
ENOUGH_CHECKS = 10


@dataclass(frozen=True)
class Choice:
    """One question with one key, alone or in a situation: its options, and the place of the key."""

    options: tuple[str, ...]
    key: int

    @property
    def key_is_longest(self) -> bool:
        return all(len(self.options[self.key]) > len(wrong) for wrong in self._wrong)

    @property
    def key_is_shortest(self) -> bool:
        return all(len(self.options[self.key]) < len(wrong) for wrong in self._wrong)

    @property
    def _wrong(self) -> Iterator[str]:
        return (option for place, option in enumerate(self.options) if place != self.key)


def choices_of(bank: BankForm, kind: str = "single") -> list[Choice]:
    """The questions of a kind with one right option, those of situations among them."""
    asked = [question for item in bank.items for question in (item, *item.questions) if question.kind == kind]
    rights = [[bool(option.right) for option in question.options] for question in asked]
    return [
        Choice(tuple(option.text for option in question.options), right.index(True))
        for question, right in zip(asked, rights, strict=True)
        if sum(right) == 1
    ]


def of_bank(bank: BankForm) -> Iterator[str]:
    """What the form of the options betrays in one bank."""
    choices = choices_of(bank)
    yield from _by_length(choices, "the single-choice items")
    places = Counter(choice.key for choice in choices)
    if len(choices) >= ENOUGH and (most_in_one := max(places.values())) > MOST_IN_ONE_PLACE * len(choices):
        yield f"{most_in_one} of {len(choices)} keys stand in the same place; move some"


def checks_of(values: Iterable[dict[str, Any]]) -> list[Choice]:
    """The checks with one right option. ``values``: of the parts of lessons."""
    choices = []
    for options in (value["options"] for value in values):
        rights = [bool(option["is_right"]) for option in options]
        if sum(rights) == 1:
            choices.append(Choice(tuple(option["text"] for option in options), rights.index(True)))
    return choices


def of_checks(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What the length of the options betrays in the checks of a module's lessons."""
    choices = checks_of(values)
    if len(choices) >= ENOUGH_CHECKS:
        yield from _by_length(choices, "the checks with one right option", MOST_LONGEST_CHECK, MOST_SHORTEST_CHECK)


def of_two_forms(texts: Iterable[str]) -> bool:
    """Whether some options are sentences and some are not."""
    return len({re.search(r"[.!?…][\s\"”»]*$", text) is None for text in texts}) > 1


def _by_length(
    choices: Sequence[Choice], of: str, most_longest: float = MOST_LONGEST, most_shortest: float = MOST_SHORTEST
) -> Iterator[str]:
    shares = [("longest", [c.key_is_longest for c in choices], most_longest)]
    shares += [("shortest", [c.key_is_shortest for c in choices], most_shortest)]
    for word, found, most in shares:
        if found and (share := sum(found) / len(found)) > most:
            yield f"the key is the {word} option in {share:.0%} of {of}; at most {most:.0%} is wanted"


def by_words(banks: Sequence[tuple[str, BankForm]]) -> Iterator[tuple[str, str]]:
    """(bank, sentence) for each bank whose keys the words of its options betray, by what the other banks teach."""
    choices = {name: choices_of(bank) for name, bank in banks}
    for name, own in choices.items():
        weight = _taught_by_others(choices, name)
        if len(own) < ENOUGH or not weight:
            continue
        if message := _by_words(own, _found(own, weight), weight, "keys"):
            yield name, message


def of_all_checks(checks: Mapping[str, Iterable[dict[str, Any]]]) -> str:
    """What the words betray in the checks of the whole course, each module judged by what the others teach; else nothing.

    A module has too few checks to be judged alone.
    """
    choices = {module: checks_of(values) for module, values in checks.items()}
    every = [choice for own in choices.values() for choice in own]
    if len(every) < ENOUGH or len(choices) < 2:
        return ""
    found = sum(_found(own, _taught_by_others(choices, module)) for module, own in choices.items())
    return _by_words(every, found, word_weights(every), "keys in the checks of all lessons")


def _taught_by_others(choices: Mapping[str, Sequence[Choice]], name: str) -> dict[str, float]:
    return word_weights(choice for other, each in choices.items() if other != name for choice in each)


def _found(choices: Iterable[Choice], weight: dict[str, float]) -> int:
    return sum(most_like_a_key(choice, weight) == choice.key for choice in choices)


def _by_words(choices: Sequence[Choice], found: int, weight: dict[str, float], what: str) -> str:
    if found <= MOST_BY_WORDS * len(choices):
        return ""
    return (
        f"the words of the options betray {found} of {len(choices)} {what}; at most {MOST_BY_WORDS:.0%} is wanted."
        f" Words that stand in keys: {_typical(weight, choices, 1)}; in wrong options: {_typical(weight, choices, -1)}"
    )


def untrue(banks: Iterable[BankForm]) -> str:
    """What always answering “true”, or “false”, would earn, if that is too much; else nothing."""
    statements = [choice for bank in banks for choice in choices_of(bank, "true-false")]
    true = sum(choice.options[choice.key] == "True" for choice in statements)
    least, most = TRUE_SHARE
    if len(statements) < ENOUGH or least <= true / len(statements) <= most:
        return ""
    return f"{true} of {len(statements)} statements of the course are true; between {least:.0%} and {most:.0%} are wanted"


def by_shared_words(banks: Iterable[BankForm], checks: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Whether keys stand in the middle of their options: each wrong one right in one half, and wrong in the other.

    A learner who knows nothing then picks the option that has most in common with the others.
    """
    of_banks = [choice for bank in banks for choice in choices_of(bank)]
    for what, choices in (("keys", of_banks), ("keys of checks", checks_of(checks))):
        picked = [(place, choice.key) for choice in choices if (place := _most_in_common(choice)) is not None]
        found = sum(place == key for place, key in picked)
        if len(picked) >= ENOUGH and found > MOST_BY_SHARED_WORDS * len(picked):
            yield f"{found} of {len(picked)} {what} share most words with the other options; let wrong ones share some too"


def _most_in_common(choice: Choice) -> int | None:
    """The place of the option whose longer words stand most often in the others, by their number; None where several do."""
    words = [{word for word in _words(option) if len(word) > 3} for option in choice.options]
    shares = [sum(len(own & other) for other in words if other is not own) / (len(own) or 1) for own in words]
    most = max(shares)
    return shares.index(most) if shares.count(most) == 1 else None


def word_weights(choices: Iterable[Choice]) -> dict[str, float]:
    """For each word, the logarithm of how much more often it stands in a key than in a wrong option."""
    keys, wrong = Counter[str](), Counter[str]()
    number = Counter[bool]()
    for choice in choices:
        for place, option in enumerate(choice.options):
            (keys if place == choice.key else wrong).update(_words(option))
            number[place == choice.key] += 1
    rest = log((number[False] + 2) / (number[True] + 2))
    return {word: log((keys[word] + 1) / (wrong[word] + 1)) + rest for word in keys | wrong}


def most_like_a_key(choice: Choice, weight: dict[str, float]) -> int:
    """The place of the option that the words speak for; the first of several."""
    scores = [sum(weight.get(word, 0.0) for word in _words(option)) for option in choice.options]
    return scores.index(max(scores))


def _typical(weight: dict[str, float], choices: Iterable[Choice], sign: int) -> str:
    present = {word for choice in choices for option in choice.options for word in _words(option)}
    ranked = sorted(present, key=lambda word: (-sign * weight.get(word, 0.0), word))
    return ", ".join(f"“{word}”" for word in ranked[:5])


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower()))
