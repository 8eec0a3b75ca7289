"""One prompt file: `prompts/<program>/<version>/<language>/<name>.<kind>.j2` -> `Prompt` -> `Words`.

1. TOML front matter stands between two lines `+++`: role, language, and where they apply categories, contact,
   variables, slots and states. Below it stands the text, a Jinja2 template in a sandbox; what it uses must be exactly
   what is declared.
2. Variables are facts of the program, the same for everybody. Slots are filled when the words are sent, and never in
   words that are agreed to (a disclosure, a clarify), whose digest must say nothing about a person.
3. A text message is kept as it is written, but for the newline at its end. Spoken words are one line with single
   spaces. Words on a page are paragraphs with single spaces, joined by newlines. Labels are TOML: `key = "text"`.
   All are NFC.

Rule ids: P01 a file's place or name · P02 front matter · P03 the template · P04 variables and slots · P05 role ·
P06 categories and contact · P07 what comes out.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import table, toml

ROLES = (
    "disclosure", "question", "confirmation", "already", "declined", "pending", "stopped", "clarify", "nudge", "status",
    "help", "notice", "labels"
)  # fmt: skip
ANSWERED = ("disclosure", "clarify")
"""Roles of words that a person agrees to by an answer."""
CONTACT = ("sms", "whatsapp", "voice")
VARIABLES = (
    "sender", "legal_name", "address", "email", "phone", "frequency", "terms_url", "privacy_url", "categories"
)  # fmt: skip

VERSION = re.compile(r"v[1-9][0-9]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2}|-[A-Z][a-z]{3})?")
_FILE = re.compile(r"(?P<name>[a-z][a-z0-9-]*)\.(?P<kind>[a-z][a-z0-9_]*)\.j2")
_FENCE = re.compile(r"\+\+\+[ \t]*\r?\n")
_SLOT = r"[a-z][a-z_]*"
_MARKS = "⟦⟧"
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)

_templates = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
_templates.globals.clear()  # nothing but facts: no lipsum, no range
for _unsteady in ("random", "pprint", "xmlattr", "urlize"):
    _templates.filters.pop(_unsteady)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words on file, read and checked, not yet rendered."""

    file: str
    """Relative to the deployment's folder, with `/`."""
    program: str
    version: str
    language: str
    name: str
    kind: str
    role: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    variables: tuple[str, ...]
    slots: tuple[str, ...]
    states: Mapping[str, str]
    """What is stated -> the term that states it: for languages that the linter does not read."""
    body: str
    body_line: int
    """The line of the file where the body begins."""
    sha256: str
    """Hex SHA-256 of the bytes of the file."""

    def problem(self, rule: str, message: str, line: int | None = None) -> Problem:
        """An error in this file, at its body unless told otherwise."""
        return Problem(self.file, self.body_line if line is None else line, rule, "error", message)


def read(path: Path, root: Path, problems: list[Problem]) -> Prompt | None:
    """Read one file of the deployment `root`; None after noting why it is no prompt."""
    file = PurePosixPath(path.relative_to(root).as_posix())
    named = _FILE.fullmatch(file.name)
    if named is None:
        problems.append(Problem(str(file), 1, "P01", "error", "a file of words is named <name>.<kind>.j2: help.sms.j2"))
        return None
    text = table.read_text(path, root, problems)
    if text is None:
        return None
    parts = split(text)
    if parts is None:
        problems.append(Problem(str(file), 1, "P02", "error", "the file must begin with TOML between two lines +++"))
        return None
    head = table.of(parts[0], str(file), problems, first_line=2)
    if head is None:
        return None
    before = len(problems)
    role = head.text("role", choices=ROLES)
    is_answered = role in ANSWERED
    prompt = Prompt(
        file=str(file),
        program=file.parts[-4],
        version=file.parts[-3],
        language=file.parts[-2],
        name=named["name"],
        kind=named["kind"],
        role=role,
        categories=head.texts("categories", required=is_answered),
        contact=head.texts("contact", required=is_answered, choices=CONTACT),
        variables=head.texts("variables", required=False, choices=VARIABLES),
        slots=head.texts("slots", required=False, pattern=_SLOT),
        states=_states(head.table("states", required=False)),
        body=parts[1],
        body_line=parts[0].count("\n") + 3,
        sha256=digest(text),
    )
    _check_head(prompt, head)
    head.finish()
    problems.extend(_template_problems(prompt))
    return prompt if len(problems) == before else None


def split(text: str) -> tuple[str, str] | None:
    """(front matter, body) of a file, or None when its two fences are not there."""
    opening = _FENCE.match(text)
    if opening is None:
        return None
    at = opening.end()
    while at <= len(text):
        closing = _FENCE.match(text, at) or re.compile(r"\+\+\+[ \t]*\Z").match(text, at)
        if closing:
            return text[opening.end() : at], text[closing.end() :]
        newline = text.find("\n", at)
        if newline < 0:
            return None
        at = newline + 1
    return None


def render(prompt: Prompt, facts: Mapping[str, Any], problems: list[Problem]) -> Words | None:
    """The words of `prompt`, or None after noting why there are none. `facts` has a value for each of VARIABLES."""
    values = {name: facts[name] for name in prompt.variables} | {slot: f"⟦{slot}⟧" for slot in prompt.slots}
    try:
        rendered = _compiled(prompt.body).template.render(values)
    except Exception as error:  # noqa: BLE001 - a template can fail in every way that Python can
        problems.append(prompt.problem("P07", f"the words cannot be rendered: {error}"))
        return None
    text = shaped(rendered, prompt.kind, prompt.role)
    complaint = _complaint(text)
    if complaint:
        problems.append(prompt.problem("P07", complaint))
        return None
    labels = _labels(text, prompt, problems) if prompt.role == "labels" else {}
    if labels is None:
        return None
    return Words(
        program=prompt.program,
        version=prompt.version,
        language=prompt.language,
        name=prompt.name,
        kind=prompt.kind,
        role=prompt.role,
        text=text,
        sha256=digest(text),
        template_sha256=prompt.sha256,
        categories=prompt.categories,
        contact=prompt.contact,
        slots=prompt.slots,
        labels=labels,
        states=prompt.states,
    )


def shaped(rendered: str, kind: str, role: str) -> str:
    """What rule 3 makes of a rendered template."""
    text = unicodedata.normalize("NFC", rendered)
    if kind == "voice":
        return " ".join(text.split())
    if kind in ("web", "paper") and role != "labels":
        paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n[ \t]*\n", text))
        return "\n".join(paragraph for paragraph in paragraphs if paragraph)
    return text.removesuffix("\n")


def _states(states: table.Table) -> Mapping[str, str]:
    return {name: states.text(name) for name in states.keys()}  # noqa: SIM118 - not a dict


def _check_head(prompt: Prompt, head: table.Table) -> None:
    language = head.text("language")
    if language and language != prompt.language:
        head.problem("language", "P02", f"language is {language}, but the file lies in the folder {prompt.language}")
    is_named_so = prompt.name == "disclosure" or prompt.name.startswith("disclosure-")
    if prompt.role and is_named_so != (prompt.role == "disclosure"):
        head.problem(
            "role", "P05", "words whose role is disclosure, and they alone, are named disclosure or disclosure-<what>"
        )
    if prompt.role in ANSWERED and prompt.slots:
        head.problem("slots", "P04", f"a {prompt.role} takes no slots: its words are the same for everybody")
    for name in sorted(set(prompt.slots) & {*VARIABLES, *prompt.variables}):
        head.problem("slots", "P04", f"slots: {name} is the name of a variable")


class _Compiled(NamedTuple):
    template: Template
    names: frozenset[str]
    """What it uses."""
    others: tuple[int, ...]
    """The lines, 1-based, where it reaches for other files."""


@lru_cache(maxsize=1_000)
def _compiled(body: str) -> _Compiled:
    """A template: checked and rendered, in every version and program that has it, and compiled once."""
    tree = _templates.parse(body)
    template = _templates.from_string(tree)
    others = tuple(each.lineno for each in tree.find_all(_OTHER_FILES))
    return _Compiled(template, frozenset(meta.find_undeclared_variables(tree)), others)


def _template_problems(prompt: Prompt) -> list[Problem]:
    """What is wrong with the template, before it is rendered."""
    if any(mark in prompt.body for mark in _MARKS):
        return [prompt.problem("P04", f"the signs {_MARKS} mark slots: write {{{{ name }}}} and declare it in slots")]
    try:
        compiled = _compiled(prompt.body)
    except TemplateSyntaxError as error:
        line = prompt.body_line + error.lineno - 1
        return [prompt.problem("P03", f"the template cannot be read: {error.message}", line)]
    except Exception as error:  # noqa: BLE001 - such as nesting deeper than Python's own limits
        return [prompt.problem("P03", f"the template cannot be read: {error}")]
    if compiled.others:
        message = "words stand in one file: no include, import or extends"
        return [prompt.problem("P03", message, prompt.body_line + line - 1) for line in compiled.others]
    used, declared = compiled.names, {*prompt.variables, *prompt.slots}
    undeclared = [
        prompt.problem("P04", f"{name} is used, but declared neither in variables nor in slots")
        for name in sorted(used - declared)
    ]
    return undeclared + [
        prompt.problem("P04", f"{name} is declared, but not used: remove it", 1) for name in sorted(declared - used)
    ]


def _complaint(text: str) -> str | None:
    if not text.strip():
        return "there are no words in it"
    if text != text.strip():
        return "the words begin or end with an empty line or a space: remove it"
    control = sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"})
    return f"the words hold control characters: {', '.join(control)}" if control else None


def _labels(text: str, prompt: Prompt, problems: list[Problem]) -> Mapping[str, str] | None:
    try:
        values, lines = toml.parse(text)
    except toml.NotToml as error:
        problems.append(prompt.problem("P07", f"labels are TOML: {error}", prompt.body_line + error.line - 1))
        return None
    wrong = [key for key, value in values.items() if not isinstance(value, str) or not value.strip() or "\n" in value]
    for key in wrong:
        line = prompt.body_line + lines[(key,)] - 1
        problems.append(prompt.problem("P07", f'{key} must be one line of text: {key} = "…"', line))
    return None if wrong else values
