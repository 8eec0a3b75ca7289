"""Values for tests of the core: a program, its words, acts, and a person who does one thing after another."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from capture_gateway.core import evidence, identity
from capture_gateway.core.act import Act, Channel, Intent, Witness
from capture_gateway.core.decision import decide
from capture_gateway.core.disclosure import Showing, Words, digest
from capture_gateway.core.permission import Fact, Standing, fold
from capture_gateway.core.program import Category, Program, Sender
from capture_gateway.core.state import Decision, State

NOW = 1_795_341_600_000
PERSON = "tel:+14155550123"
CATEGORIES = ("order-updates", "offers", "recommendations")

SENDER = Sender("bluebird", "Bluebird Grocers", "Bluebird Grocers, Inc.", "48 Feather Lane", "help@bluebird.example")
PROGRAM = Program(
    id="bluebird-updates",
    sender=SENDER,
    categories={
        name: Category(name, {"en": name.title(), "es": name.upper()}, {"en": name, "es": name}, {"en": (), "es": ()})
        for name in CATEGORIES
    },
    contact=("sms", "whatsapp", "voice"),
    ways={way: {"en": way, "es": way.upper()} for way in ("sms", "whatsapp", "voice")},
    frequency={"en": "up to 6 messages a month", "es": "hasta 6 mensajes al mes"},
    terms_url="https://bluebird.example/terms",
    privacy_url="https://bluebird.example/privacy",
    region="US",
    stop_scope="sender",
    regimes=("ctia-us",),
    current="v1",
    languages=("en", "es"),
    reconsent="keep",
    retention_years=6,
)
SMS = Channel("sms", "sms", "tel:+14155550100")
VOICE = Channel("voice", "voice", "tel:+14155550101", "speech")
WEB = Channel("web", "web")


class Book:
    """Words for every name that is asked for, except those in `missing`."""

    def __init__(self, version: str = "v1", missing: frozenset[str] = frozenset()) -> None:
        self.version = version
        self.missing = missing

    def words(self, program: str, language: str, name: str, kind: str) -> Words | None:
        if name in self.missing:
            return None
        text = f"{name} {kind} {language} {self.version}"
        slots: tuple[str, ...] = ()
        if name == "stopped-category":
            text, slots = text + " ⟦category⟧ / ⟦remaining⟧", ("category", "remaining")
        if name in ("status", "welcome"):
            text, slots = text + " ⟦agreed⟧", ("agreed",)
        if name == "code":
            text, slots = text + " ⟦code⟧", ("code",)
        if name.startswith("pending-"):
            text, slots = text + " ⟦join⟧ ⟦number⟧", ("join", "number")
        if name == "stopped-last":
            text, slots = text + " ⟦category⟧", ("category",)
        categories: tuple[str, ...] = ()
        contact: tuple[str, ...] = ()
        if name.startswith(("disclosure", "clarify")):
            categories = ("offers",) if name == "disclosure-offers" else CATEGORIES
            contact = ("sms", "whatsapp") if kind != "web" and name != "clarify" else ("sms", "whatsapp", "voice")
        return Words(
            program, self.version, language, name, kind, name.partition("-")[0], text, digest(text), digest(name),
            categories, contact, slots,
        )  # fmt: skip


def act(intent: Intent, number: int = 1, **changes: Any) -> Act:
    values: dict[str, Any] = {
        "id": identity.uuid7(NOW, number.to_bytes(10, "big")),
        "showing_id": identity.uuid7(NOW, (number + 2**40).to_bytes(10, "big")),
        "key": f"key-{number}",
        "intent": intent,
        "kind": "message",
        "value": "as typed",
        "subject": PERSON,
        "identifiers": ("+14155550123",),
        "control": "reply",
        "channel": SMS,
        "program": PROGRAM,
        "received_at": NOW,
        "witness": Witness("provider-signed", "twilio", f"SM{number}", {"url": "u", "body": "b", "signature": "s"}),
        "languages": ("en", "es"),
    }
    return Act(**(values | changes))


@dataclass
class Person:
    """Acts one after the other, each seeing what the ones before it did; keeps the facts that came of them."""

    book: Book = field(default_factory=Book)
    state: State = field(default_factory=State)
    now: int = NOW
    facts: list[Fact] = field(default_factory=list)
    program: Program = PROGRAM
    shown: dict[str, Showing] = field(default_factory=dict)
    """Record -> the showing that it answers."""
    refusal: str | None = None
    is_flood: bool = False
    _count: int = 0

    def does(self, intent: Intent, *, later: int = 1_000, **changes: Any) -> Decision:
        self._count += 1
        self.now += later
        done = act(intent, self._count, received_at=self.now, program=self.program, **changes)
        state = replace(self.state, refusal=self.refusal, is_flood=self.is_flood)
        decision = decide(done, state, self.book, self.now)
        standing = self.state.standing
        for at, draft in enumerate(decision.records):
            identifier = (
                done.id if at == 0 else identity.uuid7(self.now, (self._count + at * 2**50).to_bytes(10, "big"))
            )
            fields = evidence.compose(
                done, draft, identifier=identifier, texts=defaultdict(lambda: "words"), reply=decision.reply
            )
            fact = evidence.fact(fields, position=len(self.facts), recorded_at=self.now)
            self.facts.append(fact)
            if draft.showing is not None:
                self.shown[fact.id] = draft.showing
            standing = fold(standing, fact)
        showings = {one.id: one for one in (*self.state.showings, *decision.showings)}
        newest = {one.channel: one.id for one in showings.values()}
        live = tuple(one for one in showings.values() if one.closed is None or newest[one.channel] == one.id)
        last_help = self.now if decision.outcome == "help" else self.state.last_help
        self.state = State(standing, live, last_help)
        return decision

    def folded(self, fact: Fact) -> Standing:
        return fold(self.state.standing, fact)

    def stands(self, category: str = "offers", contact: str = "sms") -> str:
        cell = self.state.standing.of(PROGRAM.id, category, contact)
        return "none" if cell is None else cell.state

    @property
    def events(self) -> list[str]:
        return [fact.event for fact in self.facts]


def with_stop_scope(scope: Any) -> Program:
    return replace(PROGRAM, stop_scope=scope)


def states(person: Person) -> Mapping[str, str]:
    return {f"{category}/{way}": person.stands(category, way) for category in CATEGORIES for way in PROGRAM.contact}
