"""The table in words: docs/retention.md has these very lines."""

from __future__ import annotations

from people.retention.rules import Kind, Rule, parts

HEAD = (
    "| model | columns about a person | why it is kept | how long | then | when the person is erased | in the own data |\n"
    "|---|---|---|---|---|---|---|"
)


def as_markdown() -> str:
    """One table for each part, the ground floor last."""
    return "\n\n".join(f"### {part}\n\n{HEAD}\n" + "\n".join(_line(r) for r in rules) for part, rules in parts().items()) + "\n"


def _line(rule: Rule) -> str:
    columns = ", ".join(dict.fromkeys((*rule.fields, *rule.texts)))
    condition = f", {rule.which}" if rule.which else ""
    return (
        f"| {rule.model}{condition} | {columns} | {rule.reason} | {_period(rule)} | {_end(rule)} | {rule.erased} | {_own(rule)} |"
    )


def _period(rule: Rule) -> str:
    return "as long as the record" if rule.days is None else f"{rule.days} days from `{rule.since}`"


def _end(rule: Rule) -> str:
    return "—" if rule.action.kind == Kind.KEEP else str(rule.action)


def _own(rule: Rule) -> str:
    """Where the person finds it; for what is about nobody in particular, nowhere."""
    return f"`{rule.section}`" if rule.section else f"no: {rule.left_out}" if rule.left_out else "—"
