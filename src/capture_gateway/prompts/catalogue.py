"""The words that are live: every program's current version, read, checked and rendered once, at start.

1. No language falls back to another: words that exist in one language of a program exist in all of them, with the same
   role, categories and ways of contact.
2. Nothing is skipped in silence: what lies in the folder and is no prompt is a problem. (`*.md` are notes of people.)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from capture_gateway.core import page_link
from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Program
from capture_gateway.prompts import facts, files, table
from capture_gateway.prompts.facts import Facts
from capture_gateway.prompts.files import Prompt

FOLDER = "prompts"
LOCK = "published.lock"


class Catalogue:
    """The current words, by program, language, name and kind."""

    def __init__(self, programs: Mapping[str, Program], words: Iterable[Words]) -> None:
        self.programs = programs
        self._words = {(each.program, each.language, each.name, each.kind): each for each in words}

    def words(self, program: str, language: str, name: str, kind: str) -> Words | None:
        """The words of this name in exactly this language; None when there are none."""
        return self._words.get((program, language, name, kind))

    def all(self) -> Iterable[Words]:
        """Every rendered words, in the files' order."""
        return self._words.values()


def load(root: Path, problems: list[Problem]) -> Catalogue:
    """Read `root`/prompts. What cannot be read is noted in `problems`, and left out."""
    if not (root / FOLDER).is_dir():
        problems.append(Problem(FOLDER, 1, "P01", "error", "there is no folder of this name in the deployment"))
        return Catalogue({}, ())
    programs: dict[str, Program] = {}
    words: list[Words] = []
    for folder in _folders(root / FOLDER, root, problems, besides=(LOCK,)):
        found = facts.read(folder, root, problems)
        if found is not None:
            programs[found.program.id] = found.program
            rendered = version(root, found, found.program.current, problems)
            _check_page(found.program, rendered, problems)
            words.extend(rendered)
    if not programs and not problems:
        problems.append(Problem(FOLDER, 1, "P01", "error", "there is no program in this folder"))
    return Catalogue(programs, words)


def version(root: Path, program: Facts, name: str, problems: list[Problem]) -> Sequence[Words]:
    """Every words of one version, rendered from today's facts; problems are noted."""
    folder = root / FOLDER / program.program.id / name
    place = f"{FOLDER}/{program.program.id}"
    if not folder.is_dir():
        problems.append(
            Problem(
                f"{place}/program.toml",
                1,
                "P08",
                "error",
                f"there is no folder {place}/{name} with the words of that version",
            )
        )
        return []
    rendered: list[Words] = []
    readable: list[Prompt] = []
    there: set[str] = set()
    for path in _paths(folder, program.program.languages, root, problems):
        there.add(path.relative_to(folder).as_posix())
        prompt = files.read(path, root, problems)
        if prompt is None or not _is_within(prompt, program.program, problems):
            continue
        readable.append(prompt)
        words = files.render(prompt, program.values(prompt.language, prompt.categories), problems)
        if words is not None:
            rendered.append(words)
    _check_languages(f"{place}/{name}", there, readable, program.program.languages, problems)
    return rendered


def _paths(folder: Path, languages: Sequence[str], root: Path, problems: list[Problem]) -> Iterator[Path]:
    for inner in _folders(folder, root, problems):
        if inner.name in languages:
            yield from _files(inner, root, problems)
        else:
            message = f"{inner.name} is none of the program's languages: {', '.join(languages)}"
            problems.append(Problem(inner.relative_to(root).as_posix(), 1, "P08", "error", message))


def _is_within(prompt: Prompt, program: Program, problems: list[Problem]) -> bool:
    unknown = [f"category {each}" for each in prompt.categories if each not in program.categories]
    unknown += [f"way of contact {each}" for each in prompt.contact if each not in program.contact]
    problems.extend(prompt.problem("P06", f"the program has no {each}", 1) for each in unknown)
    return not unknown


def _check_languages(
    place: str, there: set[str], prompts: Sequence[Prompt], languages: Sequence[str], problems: list[Problem]
) -> None:
    names = {each.partition("/")[2] for each in there}
    for missing in sorted({f"{language}/{name}" for language in languages for name in names} - there):
        name = missing.partition("/")[2].removesuffix(".j2")
        problems.append(Problem(f"{place}/{missing}", 1, "P08", "error", f"{name} exists in another language only"))
    first = {(each.name, each.kind): each for each in reversed(prompts)}
    for prompt in prompts:
        other = first[prompt.name, prompt.kind]
        problems.extend(
            prompt.problem("P06", f"{key} must be the same as in {other.language}", 1)
            for key in ("role", "categories", "contact", "slots")
            if set(getattr(prompt, key)) != set(getattr(other, key))
        )


def _check_page(program: Program, words: Iterable[Words], problems: list[Problem]) -> None:
    """A program whose people have pages of their own has the words that stand there."""
    there = {(each.language, each.name, each.kind) for each in words}
    for language in program.languages if program.person_page and there else ():
        for name in page_link.WORDS:
            if (language, name, page_link.KIND) not in there:
                file = f"{FOLDER}/{program.id}/{program.current}/{language}/{name}.{page_link.KIND}.j2"
                message = f"person_page needs {file}, which does not exist or cannot be used"
                problems.append(Problem(f"{FOLDER}/{program.id}/program.toml", 1, "P08", "error", message))


def _folders(folder: Path, root: Path, problems: list[Problem], besides: Sequence[str] = ()) -> Iterator[Path]:
    for path in table.children(folder):
        if path.is_dir():
            yield path
        elif path.suffix != ".md" and path.name not in besides:
            _misplaced(path, root, problems)


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    for path in table.children(folder):
        if path.is_dir():
            _misplaced(path, root, problems)
        elif path.suffix != ".md":
            yield path


def _misplaced(path: Path, root: Path, problems: list[Problem]) -> None:
    message = "this does not belong here; files of words are prompts/<program>/<version>/<language>/<name>.<kind>.j2"
    problems.append(Problem(path.relative_to(root).as_posix(), 1, "P01", "error", message))
