"""`words diff` on a terminal: the older words on the left, the newer on the right, and what it all comes to below."""

import difflib
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from capture_gateway.cli.differences import Differences, Finding, Verdict
from capture_gateway.prompts.changes import Change, Reason, reached

_WHY: Mapping[Reason, str] = {
    "words": "it says something else",
    "role": "it has another role",
    "categories": "it is about other categories",
    "contact": "it covers other ways of contact",
    "added": "added",
    "removed": "removed",
    "lost": "the words as published are not known here: facts in program.toml have changed since",
}
_VERDICT: Mapping[Verdict, str] = {"fixed": "fixed", "new": "new", "same": "in both"}
_STYLE: Mapping[Verdict, str] = {"fixed": "green", "new": "red", "same": "yellow"}


def show(found: Differences, console: Console) -> None:
    """Every file that changed or is judged otherwise; what the rules say of the rest; then how many of each."""
    changes = {change.file: change for change in found.changes}
    otherwise = {finding.file for finding in found.findings if finding.verdict != "same"}
    for file in sorted(changes.keys() | otherwise):
        _show_file(found, changes.get(file), [each for each in found.findings if each.file == file], console)
    rest = [each for each in found.findings if each.file not in changes and each.file not in otherwise]
    if rest:
        console.print(Text("In words that are the same in both", style="bold"))
        console.print(*(_said(finding) for finding in rest), "", sep="\n")
    material = sum(bool(change.reasons) for change in found.changes)
    changed = f"{_number(len(changes), 'file')} changed, {material} of them materially" if changes else "the same words"
    rules = ", ".join(f"{len(found.problems(verdict))} {word}" for verdict, word in _VERDICT.items())
    console.print(f"{found.program.id}, {found.before.name} and {found.after.name}: {changed}; rules: {rules}")


def consequence(found: Differences, people: int | None) -> str:
    """What it means for people, in one line. `people`: who would be asked again; None where there is no database."""
    program = found.program
    if program.reconsent == "keep":
        return 'People: reconsent is "keep", so older consent still counts, and nobody is asked again.'
    if not reached(found.changes):
        return "People: no words that people agree to changed materially, so older consent still counts."
    if people is None:
        return 'People: reconsent is "ask-again", and there is no database here to count whom that would ask again.'
    if people == 0:
        return 'People: reconsent is "ask-again", and nobody’s consent rests on words that changed materially.'
    who = "1 person has" if people == 1 else f"{people} people have"
    return f'People: reconsent is "ask-again": {who} agreed to other words and would be asked again.'


def show_people(asked: Counter[tuple[str, str]], console: Console) -> None:
    """How many would be asked again, by category and way of contact."""
    if not asked:
        return
    ways = sorted({way for _, way in asked})
    table = Table("", *ways, box=None, padding=(0, 2))
    for column in table.columns[1:]:
        column.justify = "right"
    for category in sorted({category for category, _ in asked}):
        table.add_row(category, *(str(asked[category, way]) for way in ways))
    console.print(table)


def _show_file(found: Differences, change: Change | None, findings: Sequence[Finding], console: Console) -> None:
    console.print(_title(change, findings))
    table = Table.grid(expand=True, padding=(0, 1, 0, 0))
    for _ in ("v1", "v2"):
        table.add_column(min_width=1)  # a sign
        table.add_column(ratio=1)
    table.add_row("", Text(found.before.name, style="dim"), "", Text(found.after.name, style="dim"))
    for before, after in change.sentences if change else ():
        old, new = _pair(before, after)
        table.add_row(Text("-" if before else "", style="red"), old, Text("+" if after else "", style="green"), new)
    for finding in findings:
        said, mark = _said(finding), Text(_VERDICT[finding.verdict], style=_STYLE[finding.verdict])
        table.add_row("", *((mark, "", said) if finding.verdict == "new" else (said, "", mark)))
    console.print(table)
    console.print()


def _title(change: Change | None, findings: Sequence[Finding]) -> Text:
    title = Text(change.file if change else findings[0].file, style="bold")
    if change is None:
        return title.append(": the same words", style="not bold")
    if not change.reasons:
        return title.append(": not material, only capitals, spaces or punctuation", style="not bold dim")
    return title.append(f": material, {' and '.join(_WHY[each] for each in change.reasons)}", style="not bold yellow")


def _said(finding: Finding) -> Text:
    gravity = " (warning)" if finding.problem.severity == "warning" else ""
    return Text.assemble((finding.problem.rule, _STYLE[finding.verdict]), f" {finding.problem.message}{gravity}")


def _pair(before: str, after: str) -> tuple[Text, Text]:
    """Two sentences, with the words that differ marked."""
    old, new = before.split(), after.split()
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept_old = {at for block in blocks for at in range(block.a, block.a + block.size)}
    kept_new = {at for block in blocks for at in range(block.b, block.b + block.size)}
    return _marked(old, kept_old, "bold red"), _marked(new, kept_new, "bold green")


def _marked(words: Sequence[str], kept: Container[int], style: str) -> Text:
    return Text(" ").join(Text(word, style="" if at in kept else style) for at, word in enumerate(words))


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
