"""The deployment: `channels/*.toml` and `prompts/` of one folder -> `Deployment`, or everything that is wrong with it.

A file `channels/<id>.toml` opens the line `<id>`. Every line says `kind`, `program`, `languages` and, where it has one,
`address`; the rest of the file belongs to its kind, which reads it by its `Reader`.

A line whose people type a number may name the text line that their texts come from (`texts`); left out, it is the
program's one text line.

Rule ids: D01 the folder or a file's name · D02 kind · D03 program · D04 address · D05 languages · D06 missing words ·
D07 texts.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capture_gateway.core import address as addresses
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Program
from capture_gateway.prompts import catalogue as words_of
from capture_gateway.prompts import lock, table
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.prompts.table import Table as Table  # noqa: PLC0414 - what a Reader reads

FOLDER = "channels"
TEXTING = "sms"
"""The kind of line whose number sends texts."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
_SHORT_CODE = re.compile(r"tel:[0-9]{3,8}")


@dataclass(frozen=True, slots=True)
class Line:
    """An open line."""

    id: str
    """The stem of its file, and its place in URLs."""
    kind: str
    program: Program
    address: str | None
    """`tel:+1…`, `whatsapp:+1…`, `tel:384387` (a short code); None where people do not dial."""
    languages: tuple[str, ...]
    """The default first."""
    options: Any
    """What its kind's reader made of the rest of the file."""
    texts: str | None = None
    """Id of the text line of the same program that texts its people; None on text lines, and where there is none."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a kind's reader may know beside its own keys."""

    id: str
    kind: str
    program: Program
    catalogue: Catalogue
    languages: tuple[str, ...]
    address: str | None
    texts: str | None = None

    def needs(self, table: Table, key: str, name: str, kind: str | None = None) -> None:
        """Note, at `key`, each language in which the words `name` do not exist for this kind, or for `kind`."""
        for language in self.languages:
            if self.catalogue.words(self.program.id, language, name, kind or self.kind) is None:
                file = f"prompts/{self.program.id}/{self.program.current}/{language}/{name}.{kind or self.kind}.j2"
                table.problem(key, "D06", f"{key} needs {file}, which does not exist or cannot be used")


Reader = Callable[[Table, LineFacts], object]
"""The rest of a line's file -> the line's options; every problem is noted in the table, none raised."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """Everything that the files of one folder say."""

    root: Path
    catalogue: Catalogue
    lines: Mapping[str, Line]
    """By id."""


def load(root: Path, readers: Mapping[str, Reader]) -> tuple[Deployment | None, list[Problem]]:
    """Read the deployment in `root`; `readers`: the kinds that exist. None when a problem is an error."""
    problems: list[Problem] = []
    catalogue = words_of.load(root, problems)
    lines: dict[str, Line] = {}
    if not (root / FOLDER).is_dir():
        problems.append(Problem(FOLDER, 1, "D01", "error", "there is no folder of this name in the deployment"))
    else:
        tops = {path.stem: _table(path, root, problems) for path in table.children(root / FOLDER)}
        texting = _texting(tops)
        for id_, top in tops.items():
            line = None if top is None else _line(id_, top, catalogue, readers, texting)
            if top is not None and line is not None:
                _check_address_is_free(top, line, lines.values())
                lines[line.id] = line
    problems.extend(lock.check(root, catalogue))
    for words in catalogue.all():
        if words.kind not in readers:
            file = f"prompts/{words.program}/{words.version}/{words.language}/{words.name}.{words.kind}.j2"
            message = f"no line can use these words: there is no kind {words.kind!r}"
            problems.append(Problem(file, 1, "D02", "warning", message))
    problems.sort()
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return Deployment(root, catalogue, lines), problems


def _table(path: Path, root: Path, problems: list[Problem]) -> Table | None:
    if path.suffix == ".md":
        return None
    if path.suffix != ".toml" or not _ID.fullmatch(path.stem) or path.is_dir():
        file = path.relative_to(root).as_posix()
        problems.append(
            Problem(file, 1, "D01", "error", "a line's file is named <id>.toml, in small letters: sms.toml")
        )
        return None
    return table.read(path, root, problems)


def _texting(tops: Mapping[str, Table | None]) -> Mapping[str, object]:
    """Id of each text line -> its program."""
    named = {id_: (top.peek("kind"), top.peek("program")) for id_, top in tops.items() if top is not None}
    return {id_: program for id_, (kind, program) in named.items() if kind == TEXTING}


def _texts(top: Table, kind: str, program: Program, texting: Mapping[str, object]) -> str | None:
    """The line that texts the people of this one."""
    ours = [id_ for id_, of in texting.items() if of == program.id]
    named = top.text("texts", required=False)
    if named and (kind == TEXTING or named not in ours):
        known = ", ".join(ours) or "none"
        top.problem("texts", "D07", f"texts names a text line of the same program, on other lines; there are {known}")
        return None
    if kind == TEXTING:
        return None
    return named or (ours[0] if len(ours) == 1 else None)


def _line(
    id_: str, top: Table, catalogue: Catalogue, readers: Mapping[str, Reader], texting: Mapping[str, object]
) -> Line | None:
    kind = top.text("kind")
    if kind and kind not in readers:
        top.problem("kind", "D02", f"kind: there is no {kind!r}; there are {', '.join(sorted(readers))}")
    name = top.text("program")
    program = catalogue.programs.get(name)
    if name and program is None:
        top.problem("program", "D03", f"program: there is no {name!r} that can be read in prompts/")
    address = _address(top)
    if program is None or kind not in readers:
        return None  # what the other keys mean depends on these two
    languages = top.texts("languages", default=program.languages)
    for language in languages:
        if language not in program.languages:
            top.problem(
                "languages", "D05", f"languages: the program's are {', '.join(program.languages)}, not {language}"
            )
    languages = tuple(language for language in languages if language in program.languages)
    texts = _texts(top, kind, program, texting)
    options = readers[kind](top, LineFacts(id_, kind, program, catalogue, languages, address, texts))
    top.finish()
    return Line(id_, kind, program, address, languages, options, texts)


def _address(top: Table) -> str | None:
    written = top.text("address", required=False)
    if not written or _SHORT_CODE.fullmatch(written):
        return written or None
    scheme, _, number = written.partition(":")
    try:
        is_canonical = scheme in ("tel", "whatsapp") and addresses.parse(written) == f"tel:{number}"
    except addresses.BadAddress:
        is_canonical = False
    if not is_canonical:
        top.problem("address", "D04", f"address must be written as tel:+14155550100, not {written!r}")
        return None
    return written


def _check_address_is_free(top: Table, line: Line, lines: Iterable[Line]) -> None:
    for other in lines:
        if line.address is not None and (line.address, line.kind) == (other.address, other.kind):
            top.problem("address", "D04", f"address: {line.address} is already the {line.kind} line {other.id}")
