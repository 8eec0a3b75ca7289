"""One transaction of the writer: many acts, decided in order, written in bulk.

1. The head of the ledger is locked first, so that positions follow commits without a gap, with any number of writers.
2. What is known of everybody involved is loaded in a few queries; then acts are decided one after the other, each
   seeing what the ones before it did.
3. Nothing but loading, deciding, numbering and inserting happens here: words were rendered at start, requests were
   parsed before they were queued.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from capture_gateway.core import evidence, identity, limits, permission
from capture_gateway.core.act import Act, Check, Intent, Resolution
from capture_gateway.core.decision import decide
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.permission import Standing
from capture_gateway.core.state import CONFLICT, Book, Decision, Draft, State
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.storage import answers, counters, messages, outbox, permissions, records, reviews, showings
from capture_gateway.storage.answers import Kept

UNRECORDED = "unrecorded"
AGAIN = "again"
RANDOM_BYTES = 64 * evidence.SALT_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What the handler sends back; kept with the dedupe key."""

    status: int
    media_type: str
    body: bytes


Render = Callable[[Decision], Answer]
"""Pure and quick: it runs in the writer thread, before the commit."""

Key = tuple[str, str]


@dataclass(slots=True)
class _Person:
    """One subject and sender while a batch is decided."""

    standing: Standing
    existed: bool
    showings: tuple[Showing, ...] = ()
    folded: bool = False


@dataclass(slots=True)
class _Rows:
    """What the batch will write."""

    answers: dict[str, Kept] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    new_showings: dict[str, Showing] = field(default_factory=dict)
    changed_showings: dict[str, Showing] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    texts: list[Outgoing] = field(default_factory=list)
    reports: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """Of texts of ours: the provider's id, status, error, and the id in its address for reports."""
    grown: dict[str, tuple[int, int]] = field(default_factory=dict)


class Batch:
    """The acts of one transaction. Used once, by one thread, inside `connection`'s transaction."""

    def __init__(
        self,
        connection: Connection,
        acts: Sequence[Act],
        *,
        book: Book,
        texts: dict[str, str],
        random: Callable[[int], bytes],
        now: int,
    ) -> None:
        self._connection = connection
        self._book = book
        self._texts = texts
        self._random = random
        self.refused: list[str] = []
        """Why texts and posted forms were held back."""
        self._head = records.lock_head(connection)
        self._now = max(now, self._head.recorded_at)
        self._position = self._head.frontier.size
        self._rows = _Rows()
        self._found = answers.find(connection, {act.key for act in acts})
        self._load(connection, [act for act in acts if act.key not in self._found])

    def _load(self, connection: Connection, acts: Sequence[Act]) -> None:
        involved = [act for act in acts if act.intent is not Intent.NOTE]
        subjects = {act.subject for act in involved}
        self._people: dict[Key, _Person] = {}
        self._last_help: dict[tuple[str, str], int] = {}
        self._counts = counters.load(connection, {key for act in involved for key in limits.keys(act, self._now)})
        if not subjects:
            return
        standings = permissions.load(connection, subjects)
        for act in involved:
            key = (act.subject, act.program.sender.id)
            self._people[key] = _Person(standings.get(key, Standing()), key in standings)
        for showing in showings.live(connection, subjects):
            person = self._people.get((showing.subject, showing.sender))
            if person is not None:
                person.showings = (*person.showings, showing)
        may_talk = (Intent.CHAT, Intent.AFFIRM, Intent.KEEP)
        talking = {act.subject for act in acts if act.intent in may_talk or act.otherwise is not None}
        if talking:
            self._last_help = messages.last_help(connection, talking)

    def answer(self, act: Act, render: Render) -> Answer:
        """Decide one act and note what it writes; the answer that may be sent once the batch is committed."""
        kept = self._found.get(act.key)
        if kept is not None:
            if kept.fingerprint == act.fingerprint:
                return Answer(kept.status, kept.media_type, kept.body)
            return render(CONFLICT)
        person = self._people.get((act.subject, act.program.sender.id))
        state = State()
        if person is not None:
            last_help = self._last_help.get((act.subject, act.channel.id), 0)
            state = State(
                person.standing,
                person.showings,
                last_help,
                refusal=limits.refusal(act, self._counts, self._now),
                is_flood=limits.is_flood(act, self._counts, self._now),
            )
        decision = decide(act, state, self._book, self._now)
        if decision.outcome == CONFLICT.outcome:
            return render(decision)
        used = limits.used(act, decision, self._now)
        if decision.outcome == UNRECORDED or decision.refused is not None:
            self.refused.append(decision.refused or "flood")
        # Digits that cannot help any more leave nothing behind either: there are a million of them for each page.
        if decision.outcome == UNRECORDED or (act.intent is Intent.PROVE and decision.outcome == AGAIN):
            self._count(used)
            return render(decision)
        records = [self._record(act, draft, decision, at) for at, draft in enumerate(decision.records)]
        answer = render(decision)
        # From here on nothing can fail, so an act that does leaves no trace in the batch.
        if records and person is not None:
            for row, fields in records:
                self._rows.records.append(row)
                fact = evidence.fact(fields, position=row["position"], recorded_at=self._now)
                person.standing = permission.fold(person.standing, fact)
            self._position += len(records)
            person.folded = True
        self._count(used)
        self._rows.texts += decision.texts
        if act.delivery is not None:
            self._rows.reports.append((*act.delivery, act.showing))
        if person is not None:
            self._showings(person, decision)
        if decision.is_message:
            self._message(act, decision)
        if decision.to_review:
            held = [row["id"] for row, fields in records if fields["decision.rule"] == permission.HOLD]
            self._review(act, held[0] if held else None)
        if act.resolution is not None:
            self._rows.resolutions.append(act.resolution)
        kept = Kept(act.fingerprint, answer.status, answer.media_type, answer.body)
        self._found[act.key] = self._rows.answers[act.key] = kept
        return answer

    def _count(self, used: Mapping[str, tuple[int, int]]) -> None:
        for key, (by, ends_at) in used.items():
            self._counts[key] = self._counts.get(key, 0) + by
            self._rows.grown[key] = (self._rows.grown.get(key, (0, 0))[0] + by, ends_at)

    @property
    def has_texts(self) -> bool:
        """Whether texts of ours wait to be sent once this is committed."""
        return bool(self._rows.texts)

    @property
    def records(self) -> Sequence[Mapping[str, Any]]:
        """The rows of the evidence that was written."""
        return self._rows.records

    @property
    def captured(self) -> Iterable[tuple[str, str]]:
        """Event and channel of every record that was written, trials left out."""
        return [(row["event"], row["channel"]) for row in self._rows.records if not row["test"]]

    def _record(
        self, act: Act, draft: Draft, decision: Decision, number: int
    ) -> tuple[dict[str, Any], evidence.Fields]:
        identifier = act.id if number == 0 else identity.uuid7(self._now, self._random(10))
        refused = (Check(f"text-{decision.refused}", "fail", "server"),) if decision.refused else ()
        fields = evidence.compose(
            act, draft, identifier=identifier, texts=self._texts, reply=decision.reply, checks=refused
        )
        leaf, private, salts = evidence.split(fields, self._random(RANDOM_BYTES))
        reach, test = records.reach(fields)
        row = {
            "position": self._position + number,
            "id": identifier,
            "subject": act.subject,
            "sender": act.program.sender.id,
            "program": act.program.id,
            "reach": reach,
            "event": draft.event,
            "channel": act.channel.id,
            "test": test,
            "recorded_at": self._now,
            "leaf": leaf,
            "leaf_hash": leaf_hash(leaf),
            "private": private,
            "salts": salts,
        }
        return row, fields

    def _showings(self, person: _Person, decision: Decision) -> None:
        if not decision.showings:
            return
        known = {one.id: one for one in person.showings}
        for showing in decision.showings:
            if showing.id in known and showing.id not in self._rows.new_showings:
                self._rows.changed_showings[showing.id] = showing
            else:
                self._rows.new_showings[showing.id] = showing
            known[showing.id] = showing
        newest = {showing.channel: showing.id for showing in known.values()}
        live = [one for one in known.values() if one.closed is None or newest[one.channel] == one.id]
        for showing in known.values():
            if showing not in live:
                self._rows.retired.add(showing.id)
                if showing.id not in self._rows.new_showings:
                    self._rows.changed_showings[showing.id] = showing
        person.showings = tuple(live)

    def _message(self, act: Act, decision: Decision) -> None:
        replied = decision.reply.name if decision.reply is not None else ""
        if replied == messages.HELP:
            self._last_help[(act.subject, act.channel.id)] = self._now
        self._rows.messages.append({
            "id": act.id,
            "subject": act.subject,
            "sender": act.program.sender.id,
            "program": act.program.id,
            "channel": act.channel.id,
            "at": self._now,
            "value": act.value,
            "replied": replied,
            "request": json.dumps(act.witness.request and dict(act.witness.request), ensure_ascii=False),
        })  # fmt: skip

    def _review(self, act: Act, held: str | None) -> None:
        self._rows.reviews.append({
            "id": act.id,
            "subject": act.subject,
            "program": act.program.id,
            "channel": act.channel.id,
            "at": self._now,
            "value": act.value,
            "rule": act.rule,
            "held": held,
            "resolution": None,
            "reason": None,
            "resolved_by": None,
            "resolved_at": None,
        })  # fmt: skip

    def write(self) -> None:
        """Write everything that was noted; durable when the transaction commits."""
        connection, rows = self._connection, self._rows
        answers.keep(connection, rows.answers, self._now)
        records.append(connection, rows.records, self._head, self._now)
        showings.add(connection, [(one, one.id not in rows.retired) for one in rows.new_showings.values()])
        showings.change(connection, [(one, one.id not in rows.retired) for one in rows.changed_showings.values()])
        messages.add(connection, rows.messages)
        reviews.add(connection, rows.reviews)
        reviews.resolve(connection, rows.resolutions, self._now)
        outbox.add(connection, rows.texts)
        for report in rows.reports:
            outbox.report(connection, *report)
        counters.grow(connection, rows.grown)
        folded = {key: person for key, person in self._people.items() if person.folded}
        permissions.save(
            connection,
            new={key: person.standing for key, person in folded.items() if not person.existed},
            changed={key: person.standing for key, person in folded.items() if person.existed},
        )
