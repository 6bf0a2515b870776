"""Reads the law of the content folder: topics, instruments and rules, to which everything else refers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curriculum.checks import Once
from curriculum.schema import (
    GlossaryFile,
    InstrumentForm,
    InstrumentsFile,
    RuleForm,
    RulesFile,
    TermForm,
    TopicForm,
    TopicsFile,
)
from curriculum.source import Loc, Report, line_of, read_yaml
from curriculum.writing import rule_slug


@dataclass(frozen=True)
class RuleSource:
    """A rule as it was read; ``order``: its place among those of the instrument, from 0."""

    instrument: InstrumentForm
    form: RuleForm
    order: int

    @property
    def citation(self) -> str:
        return f"{self.instrument.short} {self.form.provision}"


class LawReader:
    """One reading of the law; it says of any topic or citation whether it is known."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.topics: list[TopicForm] = []
        self.instruments: list[InstrumentForm] = []
        self.rules: dict[str, RuleSource] = {}
        self.terms: list[TermForm] = []
        self.unread: set[str] = set()  # short titles of instruments whose rules hold faults
        self.citations = Once(report, "the citation")
        self.addresses = Once(report, "the address")

    def read(self) -> bool:
        """False when so much is missing that nothing else can be judged."""
        topics, lines = read_yaml(TopicsFile, self.root / "law/topics.yaml", self.report)
        self.topics = topics.root if topics else []
        self._once("the key", [topic.key for topic in self.topics], "topics", lines, "key")
        instruments, lines = read_yaml(InstrumentsFile, self.root / "law/instruments.yaml", self.report)
        self.instruments = instruments.root if instruments else []
        self._once("the key", [instrument.key for instrument in self.instruments], "instruments", lines, "key")
        self._once("the short title", [instrument.short for instrument in self.instruments], "instruments", lines, "short")
        if topics is None or instruments is None:
            return False
        self._refuse_strays()
        for instrument in self.instruments:
            file = self.root / f"law/rules/{instrument.key}.yaml"
            if file.is_file():
                self._rules(instrument, file)
        self._refuse_living_names()
        self._glossary(self.root / "glossary.yaml")
        return True

    def _refuse_living_names(self) -> None:
        """A rule that still stands is no former name of another."""
        for source in self.rules.values():
            for old in source.form.formerly:
                if old in self.rules:
                    file = self.root / f"law/rules/{source.instrument.key}.yaml"
                    self.report.add(file, 1, f"“{source.citation}” was formerly “{old}”, but a rule is still cited so")

    def _glossary(self, file: Path) -> None:
        """There may be none."""
        if not file.is_file():
            return
        found, lines = read_yaml(GlossaryFile, file, self.report)
        terms, addresses = Once(self.report, "the term"), Once(self.report, "the address")
        for n, form in enumerate(found.root if found else []):
            line = line_of((n, "term"), lines)
            if terms.add(form.term, file, line) and addresses.add(form.address, file, line):
                self.terms.append(form)
            for c, citation in enumerate(form.cites):
                self.know_rule(citation, file, line_of((n, "cites", c), lines))

    def _once(self, what: str, names: list[str], file: str, lines: dict[Loc, int], word: str) -> None:
        once = Once(self.report, what)
        for n, name in enumerate(names):
            once.add(name, self.root / f"law/{file}.yaml", line_of((n, word), lines))

    def _refuse_strays(self) -> None:
        known = {instrument.key for instrument in self.instruments}
        for file in sorted((self.root / "law/rules").glob("*")):
            if not file.name.startswith(".") and (file.suffix != ".yaml" or file.stem not in known):
                self.report.add(file, 1, "no instrument of law/instruments.yaml has its rules in a file of this name")

    def _rules(self, instrument: InstrumentForm, file: Path) -> None:
        found, lines = read_yaml(RulesFile, file, self.report)
        if found is None:
            self.unread.add(instrument.short)
        for n, form in enumerate(found.root if found else []):
            source = RuleSource(instrument, form, n)
            line = line_of((n, "provision"), lines)
            if self.citations.add(source.citation, file, line):
                self.addresses.add(rule_slug(source.citation), file, line)
            self.rules[source.citation] = source
            for t, topic in enumerate(form.topics):
                self.know_topic(topic, file, line_of((n, "topics", t), lines))

    def know_topic(self, topic: str, file: Path, line: int) -> None:
        if topic not in {known.key for known in self.topics}:
            self.report.add(file, line, f"law/topics.yaml has no topic “{topic}”")

    def know_rule(self, citation: str, file: Path, line: int) -> None:
        """Says nothing of rules whose own file could not be read: that fault was told already."""
        if citation not in self.rules and not any(citation.startswith(f"{short} ") for short in self.unread):
            self.report.add(file, line, f"no rule in law/rules/ is cited as “{citation}”")
