"""The small course in French, as far as it is translated: its second lesson, a rule and an instrument are not."""

from tests.curriculum.texts import BANK, FILES, LESSON, MODULE, QUIZ, SCENARIO

WORDS = {
    "course.yaml": {
        "title: A small course": "title: Un petit cours",
        "name: What a small course earns": "name: Ce que gagne un petit cours",
    },
    "law/topics.yaml": {
        "name: Humane treatment": "name: Traitement humain",
        "name: Wounded and sick": "name: Blessés et malades",
    },
    f"{MODULE}/module.yaml": {
        "title: First steps": "title: Premiers pas",
        "summary: How to begin.": "summary: Comment commencer.",
        "- Treat everyone humanely.": "- Traiter chacun avec humanité.",
        "  - lessons/2-the-wounded.md\n": "",
    },
    LESSON: {
        "title: The minimum": "title: Le minimum",
        "summary: What holds for everyone.": "summary: Ce qui vaut pour tous.",
        "- Say whom the minimum protects.": "- Dire qui le minimum protège.",
        "- Do not bind the eyes.": "- Ne bandez pas les yeux.",
        "- [ ] Nothing.": "- [ ] Rien.",
        "A man kneels in the sun.": "Un homme est à genoux au soleil.",
        "\nTreat everyone humanely.": "\nTraitez chacun avec humanité.",
    },
    QUIZ: {},
    BANK: {"title: First steps": "title: Premiers pas", "right: True": "right: Vrai", "wrong: False": "wrong: Faux"},
    SCENARIO: {
        "title: Checkpoint": "title: Poste de contrôle",
        "role: You command a checkpoint. Your orders decide the detail.": "role: Vous commandez le poste.",
    },
}


def translated(path: str) -> str:
    text = FILES[path]
    for original, words in WORDS[path].items():
        assert original in text, f"{path} does not say {original!r}"
        text = text.replace(original, words, 1)
    return text


FRENCH = {path: translated(path) for path in WORDS} | {
    "law/instruments.yaml": "- key: gc-i\n  title: Première Convention de Genève\n",
    "law/rules/gc-i.yaml": "- provision: Art 3\n  title: Le minimum\n  gist: Traitez chacun avec humanité.\n",
}
