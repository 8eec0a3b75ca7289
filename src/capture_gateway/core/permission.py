"""Permission: a fold of one person's evidence for one sender, in ledger order. Today's answer, never the truth.

1. The answer is kept for each (program, category, contact). The last of `given`, `refused`, `withdrawn`, `invalidated`
   wins; `requested` and `expired` show only where none of these stands.
2. A withdrawal for a program or for the sender is a wildcard: it also answers for categories and ways that were never
   asked about. Only a `given` whose showing is not older lifts it, for exactly its own categories and ways.
   What an integrator asserts to be `given` fills a gap and does no more: it lifts no withdrawal and no refusal, and
   takes the place of no `given` that was witnessed here, whose control and words are the better ones.
3. `since` is the start of the unbroken run of a state; `evidence_id` and `position` are of the newest record in it.
4. A stranger has the state `none`.
5. A hold (a withdrawal because a text was unclear) remembers which `given` it ended. As long as nothing but holds came
   after that, a review may lift it: a `given` of the rule `review-lift` counts there, and nowhere else.
6. `Standing` is folded from evidence alone, so it can be thrown away and folded again to the identical value.
7. Of an erased person there is the record that says so, which carries what remains (`core.erasure`): the fold begins
   with it.
8. A past instant is answered by the records that were there by then. Those of an erased person are gone: of what they
   withdrew before, as much is known as remains, from the start of its run on.
9. Append times never go back, so one clock that was fast leaves some that lie in the future. Such a record was there
   when it was received, and now at the latest, and what stands before it was there by then too: who was told that they
   are out, is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Literal

from capture_gateway.core.act import STRENGTH, Control, Level
from capture_gateway.core.program import StopScope

State = Literal["none", "requested", "given", "refused", "withdrawn", "expired", "invalidated"]
Event = Literal["requested", "given", "refused", "withdrawn", "expired", "invalidated", "erased"]

HOLD = "unclear-hold"
"""The rule of a withdrawal that a review, or KEEP, may end."""
LIFT = "review-lift"
"""The rule of the `given` by which a review ends a hold."""

_WEAK = frozenset({"requested", "expired"})


@dataclass(frozen=True, slots=True)
class Fact:
    """What permission needs to know of one evidence record."""

    id: str
    position: int
    recorded_at: int
    received_at: int
    event: Event
    program: str
    version: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    control: Control
    level: Level
    shown_at: int | None
    """When the words that it answers were shown; None when it answers none."""
    extent: StopScope | None
    """Of a withdrawal; None for every other event."""
    answered: bool
    """Whether we replied to it."""
    rule: str = ""
    follows: str | None = None
    remains: "Standing | None" = None
    """Of an erasure, in the first record of the sender, where something is left."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer, and the run of evidence behind it."""

    state: State
    since: int
    evidence_id: str
    position: int
    control: Control
    version: str
    """Of the words; empty where another system says that it gave some."""
    at: int
    """When the newest record of the run was appended."""
    held: str | None = None
    """The `given` that a hold ended, as long as nothing but holds ended it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All answers for one person and one sender."""

    cells: Mapping[str, Cell] = field(default_factory=dict)
    """`program|category|contact` -> answer; `program|*|*` and `*|*|*` are the wildcards."""
    answered_stops: Mapping[str, int] = field(default_factory=dict)
    """`sender`, `program:<id>` or `category:<program>:<id>` -> when such a withdrawal was last answered."""
    givens: tuple[str, ...] = ()
    """Every `given` since the last `invalidated`, whatever became of it: what a wrong number makes void."""

    def of(self, program: str, category: str, contact: str) -> Cell | None:
        """The answer that holds for this question; None when nothing is known."""
        cells = self.cells
        return cells.get(f"{program}|{category}|{contact}") or cells.get(f"{program}|*|*") or cells.get("*|*|*")

    def gives(
        self, program: str, categories: Iterable[str], contact: Iterable[str], *, version: str, control: Control
    ) -> bool:
        """Whether all of it is `given` already, in this version, and by a control that is not weaker."""
        ways = tuple(contact)
        for category in categories:
            for way in ways:
                cell = self.of(program, category, way)
                if cell is None or cell.state != "given" or cell.version != version:
                    return False
                if STRENGTH[cell.control] < STRENGTH[control]:
                    return False
        return True

    def given(self, program: str) -> set[tuple[str, str]]:
        """(category, contact) of everything that stands."""
        return {
            (category, contact)
            for key, cell in self.cells.items()
            for in_program, category, contact in (key.split("|"),)
            if in_program == program and cell.state == "given"
        }

    def held(self, program: str) -> Mapping[tuple[str, str], str]:
        """(category, contact) -> the `given` that is on hold there."""
        return {
            (category, contact): cell.held
            for key, cell in self.cells.items()
            for in_program, category, contact in (key.split("|"),)
            if in_program == program and cell.held
        }

    def last_given(self, program: str | None = None, category: str | None = None) -> int:
        """When anything in scope was last `given` and still is; 0 for never."""
        instants = [0]
        for key, cell in self.cells.items():
            in_program, in_category, _ = key.split("|")
            if cell.state == "given" and program in (None, in_program) and category in (None, in_category):
                instants.append(cell.at)
        return max(instants)

    def last_withdrawn(self, program: str, categories: Iterable[str], contact: Iterable[str]) -> int:
        """When the newest withdrawal or invalidation that stands in scope was appended; 0 for never."""
        ways = tuple(contact)
        found = [self.of(program, category, way) for category in categories for way in ways]
        return max((cell.at for cell in found if cell and cell.state in ("withdrawn", "invalidated")), default=0)


def fold(standing: Standing, fact: Fact) -> Standing:
    """`standing` after one more record, which must be the next one of this person and sender in ledger order."""
    if fact.event == "erased":
        return standing if fact.remains is None else fact.remains
    cells = dict(standing.cells)
    answered = standing.answered_stops
    if fact.event == "withdrawn" and fact.extent in ("program", "sender"):
        scope = "*" if fact.extent == "sender" else fact.program
        touched = [key for key in cells if scope == "*" or key.startswith(f"{scope}|")]
        for key in (*touched, f"{scope}|*|*"):
            cells[key] = _next(cells.get(key) or _inherited(cells, key.partition("|")[0]), fact, fact.event)
    else:
        inherited = _inherited(cells, fact.program)
        from_inherited = _next(inherited, fact, fact.event) if _counts(inherited, fact) else None
        for category in fact.categories:
            for contact in fact.contact:
                key = f"{fact.program}|{category}|{contact}"
                before = cells.get(key)
                if before is not None:
                    if _counts(before, fact):
                        cells[key] = _next(before, fact, fact.event)
                elif from_inherited is not None:  # the same for every cell that nothing was known of
                    cells[key] = from_inherited
    if fact.event == "withdrawn" and fact.answered:
        answered = {
            **answered,
            **dict.fromkeys(stop_keys(fact.extent, fact.program, fact.categories), fact.recorded_at),
        }
    givens = standing.givens
    if fact.event in ("given", "invalidated"):
        givens = (*givens, fact.id) if fact.event == "given" else ()
    return Standing(cells, answered, givens)


def past(facts: Sequence[Fact], at: int, now: int) -> Standing:
    """The standing at the instant `at`, asked at `now`. `facts`: all of this person and sender, in ledger order."""
    there = max((number for number, fact in enumerate(facts, 1) if _there_by(fact, now) <= at), default=0)
    if there < len(facts) and (remains := facts[there].remains) is not None:  # what came before it was erased
        return Standing({key: cell for key, cell in remains.cells.items() if cell.since <= at})
    return reduce(fold, facts[:there], Standing())


def _there_by(fact: Fact, now: int) -> int:
    """Rule 9."""
    return fact.recorded_at if fact.recorded_at <= now else min(fact.received_at, now)


def stop_keys(extent: StopScope | None, program: str, categories: Iterable[str]) -> list[str]:
    """The keys of `answered_stops` that a withdrawal of this reach has."""
    if extent == "sender":
        return ["sender"]
    if extent == "program":
        return [f"program:{program}"]
    return [f"category:{program}:{category}" for category in categories]


def _inherited(cells: Mapping[str, Cell], program: str) -> Cell | None:
    return cells.get(f"{program}|*|*") or cells.get("*|*|*")


def _counts(before: Cell | None, fact: Fact) -> bool:
    if before is None:
        return fact.rule != LIFT
    if fact.event in _WEAK:
        return before.state in _WEAK
    if fact.rule == LIFT:
        return before.held is not None and before.held == fact.follows
    if fact.event == "given" and fact.level == "integrator-asserted":
        return before.state in _WEAK or (before.state == "given" and not before.version)
    if fact.event == "given" and before.state in ("withdrawn", "invalidated"):
        return fact.shown_at is not None and fact.shown_at >= before.at
    return True


def _next(before: Cell | None, fact: Fact, state: State) -> Cell:
    since = before.since if before is not None and before.state == state else fact.recorded_at
    held = None
    if fact.rule == HOLD and before is not None:
        held = before.evidence_id if before.state == "given" else before.held
    return Cell(state, since, fact.id, fact.position, fact.control, fact.version, fact.recorded_at, held)


@dataclass(frozen=True, slots=True)
class Answer:
    """May this person be contacted, about this, this way?"""

    permitted: bool
    state: State
    reason: str
    cell: Cell | None


def answer(cell: Cell | None, *, min_control: Control = "asserted") -> Answer:
    """The answer of one cell. `permitted` for `given` alone, and only by a control of at least `min_control`."""
    if cell is None:
        return Answer(False, "none", "none", None)
    if cell.state != "given":
        return Answer(False, cell.state, cell.state, cell)
    if STRENGTH[cell.control] < STRENGTH[min_control]:
        return Answer(False, "given", "control", cell)
    return Answer(True, "given", "given", cell)


def to_json(standing: Standing) -> dict[str, Any]:
    """Plain values in a fixed order, so that equal standings are equal bytes."""
    return {
        "cells": {
            key: [
                c.state,
                c.since,
                c.evidence_id,
                c.position,
                c.control,
                c.version,
                c.at,
                *([c.held] if c.held else []),
            ]
            for key, c in sorted(standing.cells.items())
        },
        "answered": dict(sorted(standing.answered_stops.items())),
        "givens": list(standing.givens),
    }


def from_json(value: Mapping[str, Any]) -> Standing:
    """The inverse of `to_json`."""
    cells = {key: Cell(*cell) for key, cell in value["cells"].items()}
    return Standing(cells, dict(value["answered"]), tuple(value["givens"]))


def cell_of(value: Mapping[str, Any], program: str, category: str, contact: str) -> Cell | None:
    """`from_json(value).of(program, category, contact)`, making only the cell that answers."""
    cells = value["cells"]
    cell = cells.get(f"{program}|{category}|{contact}") or cells.get(f"{program}|*|*") or cells.get("*|*|*")
    return None if cell is None else Cell(*cell)
