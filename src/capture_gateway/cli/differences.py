"""What `words diff` shows: two versions side by side, what the rules say of both, and what comes of it for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from capture_gateway.cli import project as projects
from capture_gateway.core.disclosure import Words
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Program
from capture_gateway.prompts import changes, lint, versions
from capture_gateway.prompts.catalogue import FOLDER
from capture_gateway.prompts.changes import Change, Version
from capture_gateway.prompts.facts import Facts
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.versions import with_other_words

Verdict = Literal["fixed", "new", "same"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a file: of the older version alone, of the newer alone, or of both."""

    file: str
    """`en/disclosure.sms`; for what is no words, the file as `check` names it."""
    verdict: Verdict
    problem: Problem
    """The newer version's, where both have it."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Two versions of one program's words, compared."""

    program: Program
    before: Version
    after: Version
    changes: Sequence[Change]
    findings: Sequence[Finding]

    def problems(self, verdict: Verdict) -> Sequence[Problem]:
        """What the rules say, of one kind."""
        return [each.problem for each in self.findings if each.verdict == verdict]

    def asked_again(self, database: Database) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
        """(subject, its (category, contact) pairs) of everybody whom the program's policy would ask again."""
        reached = changes.reached(self.changes)
        if self.program.reconsent == "ask-again" and reached:
            for subject, pairs in with_other_words(
                database, self.program.sender.id, self.program.id, self.after.name, reached
            ):
                yield subject, sorted(pairs)


@contextmanager
def database_of(root: Path) -> Iterator[Database | None]:
    """The deployment's database, beside a gateway that may be running on it; None where there is none yet."""
    if not databases.is_there(Settings.of(root).database):
        yield None
        return
    with closing(projects.database(root)) as database:
        yield database


def between(root: Path, known: Facts, old: str, new: str, database: Database | None) -> Differences:
    """Compare two versions. OperatorError when one has a file that is no words."""
    given: Mapping[str, str] = {}
    if database is not None:
        with database.reading() as connection:
            given = showings.texts(connection)
    problems: list[Problem] = []
    before, after = (versions.read(root, known, name, given, problems) for name in (old, new))
    if problems:
        raise OperatorError(str(problems[0]))
    findings = _findings(_problems(root, known.program, before), _problems(root, known.program, after))
    return Differences(known.program, before, after, changes.compare(before, after), findings)


def as_json(found: Differences, asked: Counter[tuple[str, str]] | None, people: int) -> dict[str, Any]:
    """Plain values. `asked` is None where there is no database to count in."""
    return {
        "program": found.program.id,
        "before": found.before.name,
        "after": found.after.name,
        "files": [
            {
                "file": change.file,
                "material": bool(change.reasons),
                "reasons": list(change.reasons),
                "sentences": [{"before": before, "after": after} for before, after in change.sentences],
            }
            for change in found.changes
        ],
        "rules": {verdict: [asdict(each) for each in found.problems(verdict)] for verdict in get_args(Verdict)},
        "reconsent": found.program.reconsent,
        "asked_again": None
        if asked is None
        else {
            "people": people,
            "by": [
                {"category": category, "contact": contact, "people": number}
                for (category, contact), number in sorted(asked.items())
            ],
        },
    }


def _problems(root: Path, program: Program, version: Version) -> Sequence[Problem]:
    """What the rules say of this version, as if it were the live one."""
    words = [_within(each, program) for each in version.words.values() if each.language in program.languages]
    return list(lint.read(root, words, replace(program, current=version.name)))


def _within(words: Words, program: Program) -> Words:
    """`words` without the categories that the program has no more."""
    return replace(words, categories=tuple(each for each in words.categories if each in program.categories))


def _findings(before: Sequence[Problem], after: Sequence[Problem]) -> Sequence[Finding]:
    """Problems of the same rule and gravity in the same file are one finding."""
    old = Counter(_key(problem) for problem in before)
    found: list[Finding] = []
    for problem in after:
        key = _key(problem)
        verdict: Verdict = "same" if old[key] else "new"
        old[key] -= verdict == "same"
        found.append(Finding(key[0], verdict, problem))
    for problem in before:
        key = _key(problem)
        if old[key]:
            old[key] -= 1
            found.append(Finding(key[0], "fixed", problem))
    return sorted(found, key=lambda each: (each.file, each.problem.rule, each.verdict))


def _key(problem: Problem) -> tuple[str, str, str]:
    """The file without its version, the rule, how grave."""
    folder, _, place = problem.file.removesuffix(".j2").partition("/")
    file = place.split("/", 2)[-1] if folder == FOLDER and place.count("/") > 2 else problem.file
    return file, problem.rule, problem.severity
