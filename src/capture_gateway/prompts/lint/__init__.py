"""What carriers, regulators and WhatsApp want to read in the words: a table of rules, and the reading by it.

`rules.toml` has the rules, `languages/` what they look for in each language and examples of it; `engine` reads by them.
Only what a text, or the deployment's files, tell by themselves is looked at: that a rule finds its words does not make
them true.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Program
from capture_gateway.prompts import files, table, toml
from capture_gateway.prompts.catalogue import FOLDER, Catalogue
from capture_gateway.prompts.lint import engine
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.case import Line as Line
from capture_gateway.prompts.lint.deployment import OF_PROGRAM
from capture_gateway.prompts.lint.languages import plain
from capture_gateway.prompts.lint.rules import RULES as RULES


def check(root: Path, catalogue: Catalogue, lines: Sequence[Line] | None = None) -> list[Problem]:
    """Every rule that the current words and their programs break. `lines`: the deployment's, None where not known."""
    problems: list[Problem] = []
    for program in catalogue.programs.values():
        words = [each for each in catalogue.all() if each.program == program.id]
        problems += [*read(root, words, program, lines), *_of_program(root, program)]
    return problems


def read(
    root: Path, words: Iterable[Words], program: Program, lines: Sequence[Line] | None = None
) -> Iterator[Problem]:
    """Every rule that `words`, all those of one version of `program`, break; each at its line of the words' file."""
    every = list(words)
    for each in every:
        beside = [other for other in every if other.language == each.language]
        file = f"{FOLDER}/{each.program}/{each.version}/{each.language}/{each.name}.{each.kind}.j2"
        for finding in engine.findings(Case(each, program, beside, lines)):
            line = _line(root, file, finding.detail)
            yield Problem(file, line, finding.rule, finding.severity, finding.message)


def _line(root: Path, file: str, quote: str) -> int:
    """Where the quote stands in the file; the first line of the words where it stands nowhere as it is."""
    prompt = files.read(root / file, root, []) if (root / file).is_file() else None
    if prompt is None:
        return 1
    wanted = plain(quote).casefold()
    lines = enumerate(prompt.body.split("\n"), start=prompt.body_line)
    return next((number for number, text in lines if wanted and wanted in plain(text).casefold()), prompt.body_line)


def _of_program(root: Path, program: Program) -> Iterator[Problem]:
    file = f"{FOLDER}/{program.id}/program.toml"
    for rule in RULES.values():
        for each in rule.checks:
            severity = each.weights.severity(program.regimes)
            if each.of == "D" and severity is not None:
                key, find = OF_PROGRAM[each.name]
                detail = find(program)
                if detail is not None:
                    message = f"{program.id} {each.says}: {detail}"
                    yield Problem(file, _key_line(root, file, key), rule.id, severity, message)


def _key_line(root: Path, file: str, key: str) -> int:
    text = table.read_text(root / file, root, [])
    return toml.key_lines(text).get((key,), 1) if text else 1
