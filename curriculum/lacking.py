"""What each further language still lacks: how many activities, questions, rules, words of the glossary, and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curriculum.teaching import cited_in
from curriculum.whole import EXAMINATION, Content, ModuleSource


@dataclass(frozen=True)
class Share:
    """So many of a kind are translated; ``missing``: the others, as a path or a key."""

    what: str
    total: int
    missing: tuple[str, ...]

    @property
    def translated(self) -> int:
        return self.total - len(self.missing)

    def __str__(self) -> str:
        return f"{self.translated} of {self.total} {self.what}"


@dataclass(frozen=True)
class Lack:
    """One language: the course as a whole, and each module of which anything is translated."""

    language: str
    whole: tuple[Share, ...]
    modules: tuple[tuple[str, tuple[Share, ...]], ...]


def lacks(content: Content) -> list[Lack]:
    """What each translation lacks of the original."""
    return [_lack(content, translation) for translation in content.translations]


def _lack(original: Content, given: Content) -> Lack:
    found = {module.key: module for module in given.modules}
    modules = [(module.key, _of_module(module, found.get(module.key))) for module in original.modules]
    begun = tuple(
        (module.key, (*shares, _share("rules that it cites", cited_in(module), given.rules)))
        for module, (_key, shares) in zip(original.modules, modules, strict=True)
        if any(share.translated for share in shares)
    )
    return Lack(given.language, (*_sums(modules), *_beside(original, given)), begun)


def _beside(original: Content, given: Content) -> Iterator[Share]:
    """What stands beside the modules."""
    yield _share("final examinations", _examinations(original), _examinations(given))
    yield _share("rules", original.rules, given.rules)
    yield _share("instruments", [each.key for each in original.instruments], [each.key for each in given.instruments])
    yield _share("topics", [topic.key for topic in original.topics], [topic.key for topic in given.topics])
    yield _share("terms of the glossary", [term.address for term in original.terms], [term.address for term in given.terms])


def _examinations(content: Content) -> list[str]:
    return [EXAMINATION] if content.examination else []


def _of_module(original: ModuleSource, given: ModuleSource | None) -> tuple[Share, ...]:
    return (
        _share("activities", original.activities, given.activities if given else {}),
        _share("questions", _items(original), _items(given) if given else []),
        _share("notes and cards", _notes(original), _notes(given) if given else []),
    )


def _items(module: ModuleSource) -> list[str]:
    return [item.key for item in module.bank.items] if module.bank else []


def _notes(module: ModuleSource) -> list[str]:
    return [name for name, text in (("instructor.md", module.note), ("card.md", module.card)) if text]


def _sums(modules: list[tuple[str, tuple[Share, ...]]]) -> Iterator[Share]:
    for n, what in enumerate(("activities", "questions", "notes and cards")):
        shares = [(key, shares[n]) for key, shares in modules]
        missing = tuple(f"{key}/{name}" for key, share in shares for name in share.missing)
        yield Share(what, sum(share.total for _key, share in shares), missing)


def _share(what: str, original: Iterable[str], given: Iterable[str]) -> Share:
    wanted, found = list(original), set(given)
    return Share(what, len(wanted), tuple(name for name in wanted if name not in found))
