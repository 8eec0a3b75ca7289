"""`prompts/<program>/<version>/` -> `Version`: the words of any version, live or not, as people were given them.

1. A program has one set of facts, today's. Words that were published are as they came out then: today's, where these
   have the published digest, else the text of that digest among those that were ever `given` to people.
2. Where that text is nowhere, the words are `lost`: what comes out today stands in their place, and where nothing does,
   because the program has no such language any more, no text at all.
3. Words that were never published come out as of today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import files, lock
from capture_gateway.prompts.catalogue import FOLDER
from capture_gateway.prompts.changes import Version
from capture_gateway.prompts.facts import Facts


def names(folder: Path) -> Sequence[str]:
    """The versions in `folder` (prompts/<program>), oldest first."""
    found = [path.name for path in folder.iterdir() if files.VERSION.fullmatch(path.name)]
    return sorted(found, key=lambda name: int(name[1:]))


def read(root: Path, known: Facts, name: str, given: Mapping[str, str], problems: list[Problem]) -> Version:
    """The version `name`; files that are no words are noted in `problems`, and left out. `given`: digest -> text."""
    published = lock.published(root)
    words: dict[str, Words] = {}
    lost: set[str] = set()
    for path in sorted((root / FOLDER / known.program.id / name).glob("*/*.j2")):
        prompt = files.read(path, root, problems)
        today = None if prompt is None else _today(prompt, known, problems)
        if prompt is None or today is None:
            continue
        file = f"{prompt.language}/{prompt.name}.{prompt.kind}"
        sha256 = published.get(prompt.file.removeprefix(f"{FOLDER}/"))
        if sha256 is not None and sha256 in given:
            today = replace(today, text=given[sha256], sha256=sha256)
        elif not today.text or sha256 not in (None, today.sha256):
            lost.add(file)
        words[file] = today
    return Version(name, words, frozenset(lost))


def _today(prompt: files.Prompt, known: Facts, problems: list[Problem]) -> Words | None:
    program = known.program
    if prompt.language not in program.languages:
        return _silent(prompt)
    there = tuple(category for category in prompt.categories if category in program.categories)
    return files.render(prompt, known.values(prompt.language, there), problems)


def _silent(prompt: files.Prompt) -> Words:
    return Words(
        program=prompt.program,
        version=prompt.version,
        language=prompt.language,
        name=prompt.name,
        kind=prompt.kind,
        role=prompt.role,
        text="",
        sha256=digest(""),
        template_sha256=prompt.sha256,
        categories=prompt.categories,
        contact=prompt.contact,
        slots=prompt.slots,
    )
