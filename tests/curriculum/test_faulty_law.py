"""Faulty topics, instruments and rules are refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import INSTRUMENTS, LESSON, RULES, TOPICS

pytestmark = pytest.mark.django_db

FAULTY_TOPICS = {
    "a key given twice": Faulty(
        "- {key: wounded,",
        "- {key: sick, name: Sick}\n- {key: sick, name: Wounded}\n- {key: wounded,",
        "name: Wounded}",
        "the key “sick” is given twice, first in line 2",
    ),
    "no name": Faulty(", name: Wounded and sick", "", "key: wounded", "1.name: is missing"),
    "a name that is too long": Faulty(
        "Wounded and sick", "x" * 101, "key: wounded", "1.name: String should have at most 100 characters"
    ),
}
FAULTY_INSTRUMENTS = {
    "an unknown kind": Faulty(
        "kind: un-policy",
        "kind: order",
        "kind: order",
        "1.kind: Input should be 'treaty', 'custom', 'resolution', 'un-policy', 'declaration', 'judgment' or 'principles'",
    ),
    "an address that is none": Faulty(
        "https://law.example/gc-i",
        "javascript:alert(1)",
        "javascript",
        "0.url: “javascript:alert(1)” is no address; write it with https://",
    ),
}
FAULTY_RULES = {
    "no gist": Faulty("  gist: Treat everyone humanely.\n", "", "Art 3", "0.gist: is missing"),
    "an unknown field of law": Faulty(
        "applies: iac",
        "applies: war",
        "applies: war",
        "1.applies: Input should be 'iac', 'niac', 'armed-conflict', 'always' or 'un-policy'",
    ),
    "an unknown topic": Faulty(
        "topics: [treatment, wounded]", "topics:\n    - treatment\n    - sick", "- sick", "law/topics.yaml has no topic “sick”"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY_TOPICS.values(), ids=FAULTY_TOPICS)
def test_a_faulty_topic_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, TOPICS, faulty)


@pytest.mark.parametrize("faulty", FAULTY_INSTRUMENTS.values(), ids=FAULTY_INSTRUMENTS)
def test_a_faulty_instrument_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, INSTRUMENTS, faulty)


@pytest.mark.parametrize("faulty", FAULTY_RULES.values(), ids=FAULTY_RULES)
def test_a_faulty_rule_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, RULES, faulty)


def test_an_instrument_key_given_twice_is_refused(folder: Folder) -> None:
    folder.change(INSTRUMENTS, "- key: policy", "- key: gc-i\n  short: GC 1\n  title: The same\n  kind: treaty\n- key: policy")
    assert f"{INSTRUMENTS}:7: the key “gc-i” is given twice, first in line 1" in folder.faults()


def test_a_short_title_given_twice_is_refused(folder: Folder) -> None:
    folder.change(
        INSTRUMENTS, "- key: policy", "- key: gc-one\n  short: 'GC I'\n  title: The same\n  kind: treaty\n- key: policy"
    )
    assert_refused(folder, INSTRUMENTS, "'GC I'", "the short title “GC I” is given twice, first in line 2")


SECOND_TIMES = {
    "Art 3": "the citation “GC I Art 3” is given twice, first in line 1",
    "(Art 3)": "the address “gc-i-art-3” is given twice, first in line 1",
}


@pytest.mark.parametrize("provision", SECOND_TIMES)
def test_a_second_rule_with_the_same_citation_or_address_is_refused(folder: Folder, provision: str) -> None:
    rule = f"- provision: '{provision}'\n  title: The same\n  gist: The same.\n  applies: iac\n"
    folder.change(RULES, "- provision: Art 12", f"{rule}- provision: Art 12")
    assert_refused(folder, RULES, f"'{provision}'", SECOND_TIMES[provision])


def test_rules_of_no_instrument_are_refused(folder: Folder) -> None:
    folder.write("law/rules/gc-ii.yaml", "[]")
    reason = "no instrument of law/instruments.yaml has its rules in a file of this name"
    assert_refused(folder, "law/rules/gc-ii.yaml", 1, reason)


def test_an_instrument_may_have_no_rules_yet(folder: Folder) -> None:
    folder.change(INSTRUMENTS, "- key: policy", "- key: gc-ii\n  short: GC II\n  title: Second\n  kind: treaty\n- key: policy")
    assert folder.faults() == []


def test_a_faulty_rule_is_not_blamed_on_those_who_cite_it(folder: Folder) -> None:
    folder.change(RULES, "applies: iac", "applies: war")
    folder.change(LESSON, "Policy para 1", "Policy para 9")
    line = folder.line(LESSON, "Policy para 9")
    assert len(folder.faults()) == 2
    assert f"{LESSON}:{line}: no rule in law/rules/ is cited as “Policy para 9”" in folder.faults()
