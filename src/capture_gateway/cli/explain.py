"""`check --explain`: what a rule for words demands, where, how gravely, why, and examples in each language."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from capture_gateway.core.errors import OperatorError
from capture_gateway.prompts.facts import REGIMES
from capture_gateway.prompts.lint import RULES, languages
from capture_gateway.prompts.lint.rules import OF, Rule, Weights

_HOW = {
    "text": "by reading the words",
    "definition": "by reading the deployment's files",
    "house": "no wording can break it",
}


def rule(id_: str) -> Rule:
    """The rule of this id, in any case. OperatorError that names the known ones."""
    found = RULES.get(id_.upper())
    if found is None:
        raise OperatorError(f"no rule for words is called {id_}; there are {', '.join(RULES)}")
    return found


def show(what: Rule, console: Console) -> None:
    """Print everything that is known of a rule, a line for each thing."""
    console.print(Text(f"{what.id} {what.title}", style="bold"))
    for name, text in _facts(what):
        console.print(Text(f"{name:<10}", style="cyan").append(text, style="default"))
    examples = list(_examples(what))
    if examples:
        console.print()
    for language, verdict, text in examples:
        style = "green" if verdict == "passes" else "red"
        console.print(Text(f"{language:<12}").append(f"{verdict:<8}", style=style).append(text, style="default"))


def _facts(what: Rule) -> Iterator[tuple[str, str]]:
    yield "demands", what.demands
    yield "of", _of(what.of)
    yield "severity", _severities(what.weights)
    for check in what.checks:
        if check.weights != what.weights:
            yield "", f"but where it {check.says} ({_of(check.of)}): {_severities(check.weights)}"
    yield "checked", _HOW[what.how] + (f"; kept by {what.kept_by}" if what.kept_by else "")
    yield "source", "; ".join(what.source)
    if what.codes:
        yield "prevents", ", ".join(what.codes)
    yield "fix", what.fix
    if what.states:
        declared = ", ".join(f'{name} = "…"' for name in what.states)
        yield "states", f"in a language without rules, the words declare: states = {{ {declared} }}"


def _of(letters: str) -> str:
    return "; ".join(OF[letter] for letter in letters)


def _severities(weights: Weights) -> str:
    return ", ".join(f"{regime} {weights.severity([regime]) or '-'}" for regime in REGIMES)


def _examples(what: Rule) -> Iterator[tuple[str, str, str]]:
    verdicts = {"pass": "passes", "fail": "fails"}
    for key, text in what.examples.items():
        yield "", verdicts[key], text
    for id_ in ("en", *(each for each in languages.known() if each != "en")):
        language = languages.of(id_)
        if language is not None and what.id in language.examples:
            for key, verdict in verdicts.items():
                for text in language.examples[what.id][key]:
                    yield language.name, verdict, text
