"""`prompts/published.lock`: published words never change.

1. A line is `template <file> <sha256>` (of the file's bytes) or `rendered <file> <sha256>` (of the words that came out,
   when they were published as current ones); files are named from `prompts/`. Lines are only ever added.
2. A published file that changed or went, and current words that come out differently because a fact in program.toml
   changed, are errors: people agreed to what was published. New words are a new version; a file may join an old one.
3. Only published words may be served.

Rule ids: K01 a changed file · K02 a missing file · K03 words that come out differently · K04 not published yet (a
warning) · K05 a line that is none.
"""

import contextlib
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import files, table
from capture_gateway.prompts.catalogue import FOLDER, LOCK, Catalogue

HEADER = """\
# Words that people have been asked to agree to, by digest. Written by `capture-gateway words publish`, which only ever
# adds lines. Keep this file with the words: without it nobody can tell that they are still the same.
"""
CHANGED = ("K01", "K02", "K03")
"""What was published is not as it was, whatever else that breaks."""

_LINE = re.compile(r"(template|rendered) (\S+) ([0-9a-f]{64})")


@dataclass
class _Lock:
    """The file's digests, with the lines where they stand."""

    template: dict[str, str] = field(default_factory=dict)
    rendered: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)


def check(root: Path, catalogue: Catalogue) -> list[Problem]:
    """Everything in which the deployment differs from what was published, or is not published yet."""
    problems: list[Problem] = []
    lock = _read(root, problems)
    present = _templates(root)
    for file, sha256 in lock.template.items():
        if file not in present:
            line = lock.lines["template", file]
            problems.append(
                Problem(
                    f"{FOLDER}/{LOCK}",
                    line,
                    "K02",
                    "error",
                    f"{FOLDER}/{file} was published and is not there: put it back",
                )
            )
        elif present[file] != sha256:
            problems.append(Problem(f"{FOLDER}/{file}", 1, "K01", "error", _changed(sha256, present[file])))
    for words in catalogue.all():
        file = _file(words)
        if words.sha256 != lock.rendered.get(file, words.sha256) and words.template_sha256 == lock.template.get(file):
            problems.append(
                Problem(
                    f"{FOLDER}/{file}", 1, "K03", "error", _why_different(root, file, lock.rendered[file], words.sha256)
                )
            )
    new = _new(lock, present, catalogue)
    for version in sorted({_version(file) for file in new}):
        names = [file.removeprefix(f"{version}/") for file in new if _version(file) == version]
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        message = f"not published yet, so not served: {listed}; `capture-gateway words publish` locks the words"
        problems.append(Problem(f"{FOLDER}/{version}", 1, "K04", "warning", message))
    return problems


def unpublished(root: Path, catalogue: Catalogue) -> Sequence[str]:
    """Files of current words that the lock does not hold; while there are any, nothing may be served."""
    lock = _read(root, [])
    files_ = sorted({_file(words) for words in catalogue.all()})
    return [f"{FOLDER}/{file}" for file in files_ if file not in lock.template or file not in lock.rendered]


def published(root: Path) -> Mapping[str, str]:
    """File, named from `prompts/` -> digest of the words that came out of it when they were published."""
    return _read(root, []).rendered


def publish(root: Path, catalogue: Catalogue) -> Sequence[str]:
    """Add what is not published yet, and say which files. The deployment must have passed `check` without an error."""
    lock = _read(root, [])
    present = _templates(root)
    rendered = {_file(words): words.sha256 for words in catalogue.all()}
    new = _new(lock, present, catalogue)
    lines = [f"template {file} {present[file]}" for file in new if file not in lock.template]
    lines += [f"rendered {file} {rendered[file]}" for file in new if file in rendered and file not in lock.rendered]
    if lines:
        path = root / FOLDER / LOCK
        before = path.read_text(encoding="utf-8") if path.exists() else HEADER
        separator = "" if before.endswith("\n") else "\n"
        _write(path, before + separator + "\n".join(lines) + "\n")
    return [f"{FOLDER}/{file}" for file in new]


def _read(root: Path, problems: list[Problem]) -> _Lock:
    lock = _Lock()
    path = root / FOLDER / LOCK
    text = table.read_text(path, root, problems) if path.exists() else None
    for number, line in enumerate((text or "").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        digests = {} if found is None else lock.template if found[1] == "template" else lock.rendered
        if found is None or digests.setdefault(found[2], found[3]) != found[3]:
            message = "this line is none that `words publish` wrote: take the file as it was published"
            problems.append(Problem(f"{FOLDER}/{LOCK}", number, "K05", "error", message))
            continue
        lock.lines.setdefault((found[1], found[2]), number)
    return lock


def _templates(root: Path) -> Mapping[str, str]:
    """File -> digest of its bytes, for the files of words of every version; without those that cannot be read."""
    folder = root / FOLDER
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*/*/*/*.j2")):
        if files.VERSION.fullmatch(path.parent.parent.name):
            with contextlib.suppress(OSError):
                found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _new(lock: _Lock, present: Mapping[str, str], catalogue: Catalogue) -> Sequence[str]:
    """Files to publish: those of current words, and those that joined a published version."""
    published = {_version(file) for file in lock.template}
    joined = {file for file in present if file not in lock.template and _version(file) in published}
    current = {_file(words) for words in catalogue.all()}
    return sorted(joined | {file for file in current if file not in lock.template or file not in lock.rendered})


def _version(file: str) -> str:
    return "/".join(file.split("/")[:2])


def _file(words: Words) -> str:
    return f"{words.program}/{words.version}/{words.language}/{words.name}.{words.kind}.j2"


def _changed(published: str, found: str) -> str:
    return (
        f"this file was published with SHA-256 {published} and has changed, it is {found} now: put it back, and write "
        "new words as a new version"
    )


def _why_different(root: Path, file: str, published: str, found: str) -> str:
    prompt = files.read(root / FOLDER / file, root, [])
    used = ", ".join(prompt.variables) if prompt else ""
    return (
        f"these words were published with SHA-256 {published} and come out as {found} now, because a fact in "
        f"program.toml changed (they use {used}): put it back, and write new words as a new version"
    )


def _write(path: Path, text: str) -> None:
    """All of it or nothing."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
