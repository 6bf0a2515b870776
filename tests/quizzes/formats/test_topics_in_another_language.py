"""Questions that come in English are filed under the English topic, also where another language of it was chosen."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Locale

from law.models import Topic
from quizzes.models import Item
from quizzes.question_file_forms import SendFileForm
from tests.factories.courses import make_topic
from tests.factories.quizzes import make_bank


@pytest.fixture
def french(db: None) -> Topic:
    topic = make_topic()
    french: Topic = topic.copy_for_translation(Locale.objects.get(language_code="fr"))
    french.name = "Traitement humain"
    french.save()
    return french


def sent(topic: Topic, language: str) -> SendFileForm:
    values = {"bank": make_bank().pk, "topic": topic.pk, "level": 1, "locale": Locale.objects.get(language_code=language).pk}
    return SendFileForm(values, {"file": SimpleUploadedFile("a.gift", b"A {T}")})


def test_the_topic_is_the_one_in_the_language_of_the_questions(french: Topic) -> None:
    form = sent(french, "en")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["topic"] == make_topic()


def test_where_there_is_none_another_one_is_asked_for(french: Topic) -> None:
    form = sent(french, "ar")
    assert form.errors["topic"] == ["There is no such topic in the language of the questions. Choose another one."]


def test_a_long_question_is_called_by_whole_words() -> None:
    stem = "A driver of your company brings water to the prison of Besa. He sees three men with fresh wounds."
    assert str(Item(stem=stem)) == "A driver of your company brings water to the prison of Besa. He sees three men…"
    assert str(Item(stem="What is right?")) == "What is right?"
