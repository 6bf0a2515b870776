"""The glossary of the content folder: loaded once, edits kept, faults named with file and line."""

from __future__ import annotations

import pytest

from curriculum.reading import read_content
from curriculum.source import ContentError
from law.models import GlossaryTerm
from tests.curriculum.folder import Folder

pytestmark = pytest.mark.django_db
GLOSSARY = "glossary.yaml"
TERM = "- term: Hors de combat\n  says: Out of the fight.\n  cites: [{cite}]\n"


def first_citation(folder: Folder) -> str:
    return next(iter(read_content(folder.root).rules))


def test_terms_are_loaded_with_the_rules_they_come_from(folder: Folder) -> None:
    cite = first_citation(folder)
    folder.write(GLOSSARY, TERM.format(cite=cite))
    folder.load()
    found = GlossaryTerm.objects.get()
    assert (found.key, found.says, [rule.citation for rule in found.rules.all()]) == (
        "hors-de-combat",
        "Out of the fight.",
        [cite],
    )
    assert folder.load(days=1).updated == []


def test_what_was_edited_here_is_kept(folder: Folder) -> None:
    folder.write(GLOSSARY, TERM.format(cite=first_citation(folder)))
    folder.load()
    GlossaryTerm.objects.update(says="Our own words.")
    folder.change(GLOSSARY, "Out of the fight.", "No longer in the fight.")
    assert folder.load(days=1).kept == ["term:hors-de-combat"]
    assert GlossaryTerm.objects.get().says == "Our own words."


def test_a_term_given_twice_and_an_unknown_rule_are_named_with_their_lines(folder: Folder) -> None:
    known = first_citation(folder)
    folder.write(GLOSSARY, TERM.format(cite=known) + TERM.format(cite="AP IX Art 1"))
    with pytest.raises(ContentError) as refused:
        read_content(folder.root)
    said = str(refused.value)
    assert "glossary.yaml:4: the term “Hors de combat” is given twice" in said
    assert "glossary.yaml:6: no rule in law/rules/ is cited as “AP IX Art 1”" in said
