"""Reading words by the table of rules: a case in, findings out."""

from collections.abc import Iterator
from dataclasses import dataclass

from capture_gateway.prompts.lint import deployment, finders, signs
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.rules import RULES, Check, Severity

_FINDERS = {**finders.FINDERS, **signs.FINDERS, **deployment.FINDERS}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one text breaks."""

    rule: str
    severity: Severity
    message: str
    detail: str
    """What is there and should not be, or what is missing; empty where there is nothing particular."""


def findings(case: Case) -> Iterator[Finding]:
    """Every rule that the words break, in the table's order."""
    for rule in RULES.values():
        for check in rule.checks:
            severity = check.weights.severity(case.program.regimes)
            if severity is None or not (check.of == "*" or case.letter in check.of):
                continue
            detail = broken(check, case)
            if detail is not None:
                words = case.words
                message = f"{words.name}.{words.kind} in {words.language} {check.says}"
                yield Finding(rule.id, severity, f"{message}: {detail}" if detail else message, detail)


def broken(check: Check, case: Case) -> str | None:
    """What breaks the check in particular, possibly nothing particular; None where it holds."""
    if check.kind == "refuses":
        return case.found(check.name, case.unnamed)
    detail = _FINDERS[check.name](case) if check.kind == "finds" else _missing(check.name, case)
    return detail if detail is None or case.language else _undeclared(check, case) or detail


def _missing(name: str, case: Case) -> str | None:
    return None if case.has(name) else ""


def _undeclared(check: Check, case: Case) -> str:
    """What to do in a language that the linter does not read."""
    promised = {name: case.words.states[name] for name in check.states if name in case.words.states}
    if promised:
        return ", ".join(f"{term!r}, which states.{name} promises, is not there" for name, term in promised.items())
    return f"declare {' or '.join(f'states.{name}' for name in check.states)}" if check.states else ""
