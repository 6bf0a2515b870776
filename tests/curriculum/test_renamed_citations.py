"""A rule whose citation changes in the source keeps its row, or leaves it to what cites it; the loading says which."""

from __future__ import annotations

import pytest
from django.test import Client

from law.models import Rule
from tests.curriculum.folder import Folder
from tests.curriculum.french import FRENCH
from tests.curriculum.texts import RULES

pytestmark = pytest.mark.django_db
OLD, NEW = "GC I Art 12", "GC I Art 12(1)"


@pytest.fixture
def renamed(loaded: Folder) -> Folder:
    """Loaded under the old citation; the source has the new one."""
    for file in [file for file in loaded.root.rglob("*") if file.suffix in {".md", ".yaml"}]:
        file.write_text(file.read_text("utf-8").replace(OLD, NEW), "utf-8")
    loaded.change(RULES, "- provision: Art 12\n", f"- provision: Art 12(1)\n  formerly: [{OLD}]\n")
    return loaded


def test_the_row_takes_the_new_citation_and_keeps_its_address_and_what_cites_it(renamed: Folder, client: Client) -> None:
    before = Rule.objects.get(citation=OLD)
    outcome = renamed.load(days=1)
    assert outcome.renamed == [f"rule:{OLD} → rule:{NEW}"]
    rule = Rule.objects.get(pk=before.pk)
    assert (rule.citation, rule.provision, rule.slug) == (NEW, "Art 12(1)", before.slug)
    assert not Rule.objects.filter(citation=OLD).exists()
    assert client.get(rule.get_absolute_url()).status_code == 200


def test_loading_once_more_changes_nothing(renamed: Folder) -> None:
    renamed.load(days=1)
    outcome = renamed.load(days=2)
    assert (outcome.renamed, outcome.superseded, outcome.created, outcome.updated) == ([], [], [], [])


def test_words_that_somebody_edited_here_stay(renamed: Folder) -> None:
    Rule.objects.filter(citation=OLD).update(gist="Ours")
    assert f"rule:{NEW}" in renamed.load(days=1).kept
    assert Rule.objects.get(citation=NEW).gist == "Ours"


def test_where_both_rows_stand_the_old_one_leads_to_the_new_one_and_leaves_the_library(renamed: Folder, client: Client) -> None:
    renamed.change(RULES, f"  formerly: [{OLD}]\n", "")
    told = renamed.command()  # as sites did that were upgraded before
    assert f"  no longer in the course, still here: rule:{OLD}" in told.splitlines()
    renamed.change(RULES, "- provision: Art 12(1)\n", f"- provision: Art 12(1)\n  formerly: [{OLD}]\n")
    assert f"  superseded, kept for what cites it: rule:{OLD}" in renamed.command().splitlines()
    old, new = Rule.objects.get(citation=OLD), Rule.objects.get(citation=NEW)
    assert old.superseded_by == new
    assert new.get_absolute_url() in client.get(old.get_absolute_url()).content.decode()
    listed = client.get("/rules/?instrument=gc-i").content.decode()
    assert new.get_absolute_url() in listed
    assert f'"{old.get_absolute_url()}"' not in listed
    assert renamed.load(days=3).superseded == []


def test_a_second_language_follows_the_original_where_two_rules_become_one(folder: Folder) -> None:
    for path, text in FRENCH.items():
        folder.write(f"fr/{path}", text)
    folder.load()
    gone, stays = "GC I Art 3", "GC I Art 12"
    for file in [file for file in folder.root.rglob("*") if file.suffix in {".md", ".yaml"}]:
        file.write_text(file.read_text("utf-8").replace(gone, stays), "utf-8")
    rules = (folder.root / RULES).read_text("utf-8")
    cut = rules.index("- provision: Art 12\n")
    folder.write(RULES, rules[: rules.index("- provision: Art 3\n")] + rules[cut:])
    folder.change(RULES, "- provision: Art 12\n", f"- provision: Art 12\n  formerly: [{gone}]\n")
    folder.change(f"fr/{RULES}", "- provision: Art 3\n", "- provision: Art 12\n")
    folder.load(days=1)
    english, french = Rule.objects.filter(citation=stays).order_by("locale__pk")
    assert french.translation_key == english.translation_key
    assert {old.superseded_by for old in Rule.objects.filter(citation=gone)} == {english, french}


def test_a_rule_that_still_stands_is_no_former_name(loaded: Folder) -> None:
    loaded.change(RULES, "- provision: Art 12\n", "- provision: Art 12\n  formerly: [GC I Art 3]\n")
    assert any("“GC I Art 12” was formerly “GC I Art 3”, but a rule is still cited so" in fault for fault in loaded.faults())
