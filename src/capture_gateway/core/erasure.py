"""Erasure: what becomes of somebody whose readable data is removed.

1. One record for each program of which there were records says that they were erased (`erased`): when, by whom and why,
   and which records are empty: those that it empties, and those that an `erased` record among them names. It names no
   person and repeats no words.
2. What remains of a standing is what is withdrawn, wildcards among it, and when such a withdrawal was last answered:
   a STOP is honoured for ever, and confirmed once. Whatever else stood is as if it had never been. It is kept once for
   each sender, in the first of its records; permission is folded from there on.
3. Refused, with the reason: where a program is under a legal hold, and until so many years after the last consent to a
   program ended as the program says (`core.program.Erasure`).
4. Who only ever asked, and did nothing more for 30 days, is erased without being asked about, but for those whom 3
   keeps, and those of whom something is withdrawn.

Regulation (EU) 2016/679, article 17(1), and 17(3)(b) and (e) for what is kept:
https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_17
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from capture_gateway.core import instant
from capture_gateway.core.act import Level
from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.core.evidence import SCHEMA, Fields
from capture_gateway.core.permission import Standing, to_json
from capture_gateway.core.program import Program

RULE = "erasure"
"""The rule of an `erased` record that somebody asked for."""
ONLY_ASKED = "only-asked"
"""The rule of one that nobody asked for."""
FORGET_AFTER = 30 * instant.DAY
"""How long who only asked is kept after the last thing that they did."""
ASKING = ("requested", "expired")
"""Events of who only ever asked."""

# Of a program's newest record: who asked, and for what. The `erased` record says the same.
_REPEATED = (
    "sender.id", "sender.name", "sender.legal_name", "sender.address", "sender.contact", "sender.on_behalf_of",
    "program.id", "program.version", "program.test", "language",
)  # fmt: skip


class Refused(CaptureGatewayError):
    """The person's data has to be kept. Its text says by which program, and why."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who wants somebody erased, and why."""

    reason: str
    level: Level
    by: str | None = None
    """The name of the token that asked."""
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class Trail:
    """What there is of one person in one program."""

    sender: str
    program: str
    records: tuple[str, ...]
    """The ids of those that are to be empty, in ledger order."""
    newest: Fields
    """The fields of the last of them."""
    was_given: bool
    """Whether they ever agreed."""


def remains(standing: Standing) -> Standing | None:
    """What is left of a standing; None: nothing."""
    cells = {key: replace(cell, held=None) for key, cell in standing.cells.items() if cell.state == "withdrawn"}
    if not cells:
        return None
    stops = {key: at for key, at in standing.answered_stops.items() if _stands(key, cells)}
    return Standing(cells, stops)


def _stands(stop: str, cells: Iterable[str]) -> bool:
    """Whether what a stop ended is still withdrawn. `stop`: of `permission.stop_keys`."""
    extent, *where = stop.split(":")
    if extent == "category":
        return any(key.startswith(f"{where[0]}|{where[1]}|") for key in cells)
    return ("*|*|*" if extent == "sender" else f"{where[0]}|*|*") in cells


def refuse(
    trails: Sequence[Trail],
    also: Collection[str],
    standings: Mapping[str, Standing],
    programs: Mapping[str, Program],
    now: int,
) -> None:
    """Refused where a program keeps what there is.

    `also`: programs of which there is something beside records; `standings`: by sender.
    """
    for name in sorted({*(trail.program for trail in trails), *also} & programs.keys()):
        if why := programs[name].erasure.legal_hold:
            raise Refused(f"The program {name} is under a legal hold: {why}")
    for trail in trails:
        program = programs.get(trail.program)
        years = 0 if program is None else program.erasure.keep_years
        if not years or not trail.was_given:
            continue
        ended = _ended(standings.get(trail.sender, Standing()), trail.program)
        if ended is None:
            raise Refused(
                f"The program {trail.program} keeps its records {years} years after the last consent ended, and "
                "there is one that stands: withdraw it first."
            )
        until = instant.years_after(ended, years)
        if now < until:
            raise Refused(
                f"The program {trail.program} keeps its records {years} years after the last consent ended: until "
                f"{instant.text(until)[:10]}."
            )


def _ended(standing: Standing, program: str) -> int | None:
    """When the last consent to a program ended; None: it has not."""
    cells = [cell for key, cell in standing.cells.items() if key.partition("|")[0] in (program, "*")]
    if any(cell.state == "given" for cell in cells):
        return None
    return max((cell.since for cell in cells if cell.state not in ASKING), default=0)


def record(trail: Trail, cause: Cause, *, identifier: str, left: Standing | None, now: int) -> Fields:
    """The fields of an `erased` record. `left`: of `remains`, in the first of a sender's records, else None."""
    at = instant.text(now)
    fields: Fields = {
        "schema": SCHEMA,
        "id": identifier,
        "event": "erased",
        **{name: trail.newest.get(name) for name in _REPEATED},
        "categories": [],
        "contact": [],
        "channel.id": "api",
        "channel.kind": "api",
        "act.kind": "api",
        "act.value": "erase",
        "act.at": at,
        "witness.level": cause.level,
        "witness.provider": cause.by,
        "times.received_at": at,
        "decision.rule": cause.rule,
        "decision.reason": cause.reason,
        "decision.annuls": list(trail.records),
        "decision.remains": None if left is None else to_json(left),
        "checks": [],
    }
    return {name: value for name, value in fields.items() if value is not None}
