"""A changed source updates what nobody edited here, everywhere that it shows, and touches nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import LessonPage
from curriculum.course_loading import Loader
from curriculum.models import LoadedText
from law.models import Rule, Topic
from quizzes.freezing import freeze_items
from quizzes.models import Item, ItemBank, ItemVersion, QuizPage
from scenarios.models import Edition
from tests.curriculum.edits import EDITS
from tests.curriculum.folder import FIRST, Folder
from tests.curriculum.texts import BANK, LESSON, MODULE, QUIZ, RULES, SCENARIO, TOPICS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", EDITS)
def test_only_what_changed_is_updated(loaded: Folder, key: str) -> None:
    edit = EDITS[key]
    before = edit.value
    loaded.change(edit.path, edit.old, edit.new)
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.kept, outcome.created) == ([key], [], [])
    assert edit.value != before
    assert loaded.load(days=2).updated == []


def test_readers_see_the_new_text_of_a_lesson(loaded: Folder) -> None:
    loaded.change(LESSON, "A man kneels in the sun.", "A woman kneels in the sun.")
    loaded.load(days=1)
    assert "A woman kneels in the sun." in Client().get("/small/first-steps/the-minimum/").content.decode()


def test_the_editor_opens_the_new_text_too(loaded: Folder) -> None:
    loaded.change(LESSON, "title: The minimum", "title: The least")
    loaded.load(days=1)
    lesson = LessonPage.objects.get(slug="the-minimum")
    assert lesson.get_latest_revision_as_object().title == "The least"
    assert not lesson.has_unpublished_changes


def test_the_editor_opens_the_new_text_of_an_item_that_was_published_there_unchanged(loaded: Folder) -> None:
    Item.objects.get(key="kneeling-man").save_revision().publish()
    loaded.change(BANK, "A man kneels in the sun.", "A man kneels outside.")
    assert loaded.load(days=1).updated == ["item:01-first-steps/kneeling-man"]
    item = Item.objects.get(key="kneeling-man")
    assert item.get_latest_revision_as_object().stem == item.stem == "A man kneels outside. What do you do?"
    assert loaded.load(days=2).kept == []


def test_what_the_source_does_not_speak_of_stays(loaded: Folder) -> None:
    lesson = LessonPage.objects.get(slug="the-wounded")
    lesson.is_required = False
    lesson.search_description = "About the wounded."
    lesson.save_revision().publish()
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    loaded.change(f"{MODULE}/lessons/2-the-wounded.md", "minutes: 8", "minutes: 9")
    loaded.load(days=1)
    lesson.refresh_from_db()
    assert (lesson.minutes, lesson.is_required, lesson.search_description) == (9, False, "About the wounded.")
    assert lesson.view_restrictions.count() == 1


def test_a_changed_scenario_becomes_a_new_edition_and_the_old_one_stays(loaded: Folder) -> None:
    loaded.change(SCENARIO, "It does not slow down.", "It slows down late.")
    loaded.load(days=1)
    editions = Edition.objects.order_by("number")
    assert [("late" in edition.document["scenes"][0]["body"]) for edition in editions] == [False, True]


def test_a_changed_item_leaves_what_was_drawn_as_it_was(loaded: Folder) -> None:
    item = Item.objects.get(key="kneeling-man")
    freeze_items(items=[item.pk], at=FIRST)
    loaded.change(BANK, "Bring him into the shade.", "Bring him water.")
    loaded.load(days=1)
    freeze_items(items=[item.pk], at=FIRST)
    texts = [version.options[0]["text"] for version in ItemVersion.objects.order_by("number")]
    assert texts == ["Bring him into the shade.", "Bring him water."]


def test_a_quiz_draws_by_its_new_blueprint(loaded: Folder) -> None:
    loaded.change(QUIZ, "  - {count: 1}\n", "")
    loaded.load(days=1)
    assert [row.count for row in QuizPage.objects.get().blueprint.all()] == [2]


def test_a_rule_filed_under_other_topics_is_found_there(loaded: Folder) -> None:
    loaded.change(RULES, "topics: [treatment, wounded]", "topics: [treatment]")
    loaded.load(days=1)
    assert [topic.key for topic in Rule.objects.get(citation="GC I Art 3").topics.all()] == ["treatment"]


def test_a_renamed_topic_is_no_edit_of_the_rules_filed_under_it(loaded: Folder) -> None:
    """Their topics then stand in another order."""
    loaded.change(TOPICS, "Humane treatment", "Yours to treat humanely")
    assert loaded.load(days=1).kept == []
    loaded.change(RULES, "Treat everyone humanely.", "Treat all humanely.")
    assert loaded.load(days=2).updated == ["rule:GC I Art 3"]


def test_a_new_field_of_the_loader_is_no_edit(loaded: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade that writes one more field of what was loaded before still takes it as unedited."""
    before = Loader._item_fields

    def with_one_more(loader: Loader, form: object) -> dict[str, object]:
        return before(loader, form) | {"live": True}  # type: ignore[arg-type]

    monkeypatch.setattr(Loader, "_item_fields", with_one_more)
    outcome = loaded.load(days=1)
    assert (len(outcome.updated), outcome.kept) == (3, [])


def test_new_texts_are_added(loaded: Folder) -> None:
    loaded.change(TOPICS, "- {key: wounded,", "- {key: dead, name: The dead}\n- {key: wounded,")
    outcome = loaded.load(days=1)
    assert (outcome.created, outcome.updated) == (["topic:dead"], [])
    assert Topic.objects.get(key="dead").name == "The dead"


@pytest.mark.parametrize("path", [LESSON, RULES, BANK])
def test_comments_and_the_layout_of_a_file_are_no_change(loaded: Folder, path: str) -> None:
    text = (loaded.root / path).read_text(encoding="utf-8")
    loaded.write(path, text.replace("minutes: 10", "minutes:   10  # at most").replace("  title:", "  # who\n  title:") + "\n")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.kept) == ([], [])


def test_an_item_that_was_moved_to_another_bank_is_known_there(loaded: Folder) -> None:
    item = Item.objects.get(key="kneeling-man")
    other = ItemBank.add_root(key="other", name="Other")
    Item.objects.filter(pk=item.pk).update(bank=other)
    loaded.change(BANK, "A man kneels in the sun.", "A man kneels outside.")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.absent, outcome.created) == (["item:01-first-steps/kneeling-man"], [], [])
    item.refresh_from_db()
    assert (item.bank, item.stem) == (other, "A man kneels outside. What do you do?")


def test_a_rule_of_a_trainer_at_the_address_of_a_new_one_is_kept(loaded: Folder) -> None:
    known = Rule.objects.order_by("pk")[0]
    citation, own = known.citation, known.title
    LoadedText.objects.filter(key=f"rule:{citation}").delete()
    Rule.objects.filter(pk=known.pk).update(citation="Our own words for it", title="Of a trainer")
    outcome = loaded.load(days=1)
    assert outcome.kept == [f"rule:{citation}"]
    known.refresh_from_db()
    assert (known.title, known.citation) == ("Of a trainer", "Our own words for it")
    assert own != known.title
