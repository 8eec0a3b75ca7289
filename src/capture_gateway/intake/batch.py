"""One transaction of the writer: many acts, decided in order, written in bulk.

1. The transaction keeps every other writer out from its beginning (`storage.database` 2), so that positions follow
   commits without a gap, with any number of writers.
2. What is known of everybody involved is loaded in a few queries; then acts are decided one after the other, each
   seeing what the ones before it did.
3. Nothing but loading, deciding, numbering and inserting happens here: words were rendered at start, requests were
   parsed before they were queued.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from capture_gateway.core import evidence, identity, limits, page_link, permission
from capture_gateway.core.act import Act, Check, Intent
from capture_gateway.core.decision import decide
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.permission import Standing
from capture_gateway.core.state import CONFLICT, NOTHING, Book, Decision, Draft, State
from capture_gateway.intake.rows import Rows
from capture_gateway.storage import answers, counters, messages, permissions, records, showings
from capture_gateway.storage.answers import Kept
from capture_gateway.storage.messages import Message
from capture_gateway.storage.people import People, page_token
from capture_gateway.storage.reviews import Review

UNRECORDED = "unrecorded"
AGAIN = "again"


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
        pages: str = "",
    ) -> None:
        self._connection = connection
        self._book = book
        self._texts = texts
        self._random = random
        self._pages = pages
        self.refused: list[str] = []
        """Why texts and posted forms were held back."""
        self._head = records.where(connection)
        # The clock may have been set back since somebody was heard, or since the last record.
        self._clock, self._now = now, max(now, self._head.recorded_at, *(act.received_at for act in acts))
        self._position = self._head.frontier.size
        self._rows = Rows()
        self._found = answers.find(connection, {act.key for act in acts})
        self._keys = People(connection, {act.subject for act in acts}, self._now)
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
        given = showings.live(connection, subjects)
        # Another gateway may have given words that were not current when this one started.
        unknown = {one.sha256 for one in given} - self._texts.keys()
        if unknown:
            self._texts.update(showings.texts(connection, unknown))
        for showing in given:
            person = self._people.get((showing.subject, showing.sender))
            if person is not None:
                person.showings = (*person.showings, showing)
        may_talk = (Intent.CHAT, Intent.AFFIRM, Intent.KEEP)
        talking = {act.subject for act in acts if act.intent in may_talk or act.otherwise is not None}
        if talking:
            self._last_help = messages.last_help(connection, talking)

    def answer(self, act: Act, render: Render) -> Answer:
        """Decide one act and note what it writes; the answer that may be sent once the batch is committed."""
        known = self._known(act)
        if known is not None:
            return known if isinstance(known, Answer) else render(known)
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
        decision = self._linked(act, decide(act, state, self._book, self._now))
        if decision.outcome == CONFLICT.outcome:
            return render(decision)
        used = limits.used(act, decision, self._now)
        if decision.outcome == UNRECORDED or decision.refused is not None:
            self.refused.append(decision.refused or "flood")
        # Digits that cannot help any more leave nothing behind either: there are a million of them for each page.
        if decision.outcome == UNRECORDED or (act.intent is Intent.PROVE and decision.outcome == AGAIN):
            self._count(used)
            return render(decision)
        new = [self._record(act, draft, decision, at) for at, draft in enumerate(decision.records)]
        answer = render(decision)
        # From here on nothing can fail, so an act that does leaves no trace in the batch.
        if person is not None and (new or decision.showings or decision.is_message or decision.to_review):
            self._keys.sealer(act.subject)
        if new and person is not None:
            for row, fields in new:
                self._rows.records.append(row)
                fact = evidence.fact(fields, position=row["position"], recorded_at=self._now)
                person.standing = permission.fold(person.standing, fact)
            self._position += len(new)
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
            held = [row["id"] for row, fields in new if fields["decision.rule"] == permission.HOLD]
            self._review(act, held[0] if held else None)
        if act.resolution is not None:
            self._rows.resolutions.append(act.resolution)
        sealer = self._keys.known(act.subject)
        self._rows.answers[act.key] = Kept(act.fingerprint, answer.status, answer.media_type, answer.body, sealer)
        return answer

    def _known(self, act: Act) -> Answer | Decision | None:
        """The first answer to this event; what to answer where it is not to be had; None: the event is new."""
        new, old = self._rows.answers.get(act.key), self._found.get(act.key)
        if new is not None:
            same = new.fingerprint == act.fingerprint
            return Answer(new.status, new.media_type, new.body) if same else CONFLICT
        if old is None:
            return None
        if old.fingerprint != answers.fingerprint(self._connection, act.fingerprint):
            return CONFLICT
        body = old.opened(self._connection, self._keys.known(act.subject))
        return NOTHING if body is None else Answer(old.status, old.media_type, body)

    def _linked(self, act: Act, decision: Decision) -> Decision:
        """`decision` with the link to the person's own page in the texts that carry it."""
        if not self._pages or not page_link.is_due(decision, act.program):
            return decision
        return page_link.linked(decision, f"{self._pages}/{page_token(self._keys.sealer(act.subject))}")

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
        row = records.row(
            fields,
            position=self._position + number,
            recorded_at=self._now,
            subject=self._keys.vault.subject(act.subject),
            sealer=self._keys.sealer(act.subject),
            random=self._random(records.RANDOM_BYTES),
        )
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
        self._rows.messages.append(
            Message(
                id=act.id,
                subject=act.subject,
                sender=act.program.sender.id,
                program=act.program.id,
                channel=act.channel.id,
                at=self._now,
                value=act.value,
                replied=replied,
                request=act.witness.request,
            )
        )

    def _review(self, act: Act, held: str | None) -> None:
        self._rows.reviews.append(
            Review(
                id=act.id,
                subject=act.subject,
                program=act.program.id,
                channel=act.channel.id,
                at=self._now,
                value=act.value,
                rule=act.rule,
                held=held,
            )
        )

    def write(self) -> None:
        """Write everything that was noted; durable when the transaction commits."""
        folded = {key: person for key, person in self._people.items() if person.folded}
        self._rows.write(
            self._connection,
            self._keys,
            self._head,
            self._now,
            self._clock,
            new={key: person.standing for key, person in folded.items() if not person.existed},
            changed={key: person.standing for key, person in folded.items() if person.existed},
        )
