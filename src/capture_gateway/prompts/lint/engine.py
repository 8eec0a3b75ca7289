"""Reading words by the table of rules: cases in, findings out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from capture_gateway.prompts.lint import deployment, finders
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.finders import Find
from capture_gateway.prompts.lint.rules import RULES, Check, Severity

_FINDERS: Mapping[str, Find] = {
    name: find for module in (finders, deployment) for name, find in vars(module).items() if callable(find)
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one text breaks."""

    rule: str
    severity: Severity
    message: str
    quote: str
    """What stands in the text that should not, as it is read; empty where something is missing."""


def findings(case: Case) -> Iterator[Finding]:
    """Every rule that the words break, in the table's order."""
    for rule in RULES.values():
        for check in rule.checks:
            severity = check.weights.severity(case.program.regimes)
            if severity is None or not _speaks_of(check, case.letter):
                continue
            detail = broken(check, case)
            if detail is None:
                continue
            words = case.words
            message = f"{words.name}.{words.kind} in {words.language} {check.says}"
            yield Finding(rule.id, severity, f"{message}: {detail}" if detail else message, detail)


def broken(check: Check, case: Case) -> str | None:
    """What breaks the check in particular, possibly nothing particular; None where it holds."""
    if check.kind == "finds":
        return _FINDERS[check.name](case)
    if check.kind == "refuses":
        return case.found(check.name, case.unnamed) if case.language else None
    if case.has(check.name):
        return None
    if case.language:
        return ""
    declared = case.words.states.get(check.name)
    return f"{declared!r}, which states.{check.name} promises, is not there" if declared else f"declare states.{check.name}"


def _speaks_of(check: Check, letter: str) -> bool:
    return check.of == "*" or letter in check.of
