"""Whom we may text unasked, and how often: every limit alone, and all of them in any order of acts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import instant, limits
from capture_gateway.core.act import Act, Check, Intent, Texting, Witness
from capture_gateway.core.disclosure import Possession, Proof, Showing
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.program import Limits, Program
from capture_gateway.core.state import Decision, Draft
from tests.core import values
from tests.core.values import NOW, PROGRAM, SMS, VOICE, WEB

DAY = limits.day_of(NOW)
TEXTING = Texting(SMS, ("en", "es"))
SHOWING = Showing(
    "s", values.PERSON, "bluebird", PROGRAM.id, "v1", "en", "disclosure", "web", "0", "0", ("offers",), ("sms",), "web",
    "", NOW,
)  # fmt: skip


def number(line: int, block: int = 5550) -> str:
    return f"tel:+1415{block}{line:03}"


def typed(subject: str = values.PERSON, mode: Possession = "reply", **changes: Any) -> Act:
    """A posted form: `ip` and `site` say where from."""
    witness = Witness("gateway-observed", ip=changes.pop("ip", None), page=changes.pop("site", None))
    found: dict[str, Any] = {
        "subject": subject, "control": "asserted", "channel": replace(WEB, medium="page"), "texting": TEXTING,
        "grants": False, "proof": Proof(mode, "join"), "witness": witness,
    }  # fmt: skip
    return values.act(Intent.AGREE, **(found | changes))


def calling(subject: str = values.PERSON, **changes: Any) -> Act:
    return values.act(Intent.AGREE, subject=subject, control="caller-id", channel=VOICE, texting=TEXTING, **changes)


def text_to(act: Act) -> Outgoing:
    words = values.Book().words(PROGRAM.id, "en", "confirm", "sms")
    assert words is not None
    return Outgoing("t", "confirm", "sms", act.subject, "bluebird", PROGRAM.id, ("offers",), words, NOW, NOW + 1)


class House:
    """Counters, and everything that was let through."""

    def __init__(self, program: Program = PROGRAM) -> None:
        self.counts: dict[str, int] = {}
        self.program = program
        self.sent: list[tuple[int, Act]] = []
        self.ends_at: dict[str, int] = {}

    def takes(self, act: Act, now: int = NOW) -> str | None:
        """Why no text went."""
        act = replace(act, program=self.program)
        loaded = {key: self.counts[key] for key in limits.keys(act, now) if self.counts.get(key)}
        if limits.is_flood(act, loaded, now):
            self.grow(act, Decision("unrecorded"), now)
            return "flood"
        refused = limits.refusal(act, loaded, now)
        texts = (text_to(act),) if refused is None else ()
        self.grow(act, Decision("requested", texts=texts, refused=refused), now)
        if texts:
            self.sent.append((now, act))
        return refused

    def grow(self, act: Act, decision: Decision, now: int) -> None:
        for key, (by, ends_at) in limits.used(act, decision, now).items():
            self.counts[key] = self.counts.get(key, 0) + by
            assert self.ends_at.setdefault(key, ends_at) == ends_at
            assert ends_at > now

    def confirms(self, act: Act, now: int = NOW, mode: Possession = "reply") -> None:
        """The person says that the number is theirs, by a text of theirs."""
        answer = replace(act, control="reply", channel=SMS, texting=None, program=self.program)
        showing = replace(SHOWING, proof=Proof(mode, "join"))
        draft = Draft("given", "agreed", "agreed", "en", ("offers",), ("sms",), showing)
        self.grow(answer, Decision("given", showing=showing, records=(draft,)), now)


def with_limits(**changes: Any) -> House:
    return House(replace(PROGRAM, limits=replace(Limits(), **changes)))


def test_a_number_gets_one_text_in_24_hours_and_three_in_30_days() -> None:
    house = House()
    assert house.takes(typed()) is None
    assert house.takes(typed(), NOW + instant.HOUR) == "number"
    assert house.takes(typed(number(7))) is None
    for later in (31, 62):
        assert house.takes(typed(), NOW + later * instant.HOUR) is None
    assert house.takes(typed(), NOW + 93 * instant.HOUR) == "number-month"
    assert house.takes(typed(), NOW + 45 * instant.DAY) is None


def test_a_block_of_numbers_gets_five_an_hour() -> None:
    house = House()
    assert [house.takes(typed(number(199 * turn))) for turn in range(6)] == [None] * 5 + ["block"]
    assert house.takes(typed(number(0, block=5551))) is None
    assert house.takes(typed(number(7)), NOW + 2 * instant.HOUR) is None


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("no address", "no address", True),
    ],
)
def test_an_ipv4_address_or_an_ipv6_64_causes_five_in_10_minutes(one: str, other: str, are_one: bool) -> None:
    house = House()
    assert [house.takes(typed(number(0, 5550 + turn), ip=one)) for turn in range(5)] == [None] * 5
    assert house.takes(typed(number(0, 5560), ip=other)) == ("ip" if are_one else None)
    assert house.takes(typed(number(0, 5561), ip=one), NOW + 15 * instant.MINUTE) is None


def test_an_address_causes_twenty_in_24_hours() -> None:
    house = House()
    took = [house.takes(typed(number(0, 5550 + turn), ip="192.0.2.1"), NOW + turn * instant.HOUR) for turn in range(21)]
    assert took == [None] * 20 + ["ip-day"]


def test_a_site_causes_sixty_an_hour_or_ten_times_what_it_is_used_to() -> None:
    house = with_limits(site_hour=2)
    acts = [typed(number(0, 5550 + turn), site="https://shop.example") for turn in range(30)]
    assert [house.takes(act) for act in acts[:3]] == [None, None, "site"]
    assert house.takes(replace(acts[3], witness=Witness("gateway-observed", page="https://other.example"))) is None
    house.counts[limits.on_day("site-day", "https://shop.example", DAY - instant.DAY)] = 7 * 24 // 2
    assert [house.takes(act) for act in acts[4:8]] == [None, None, None, "site"]  # ten times one half is five


def test_a_form_without_a_site_counts_as_its_line() -> None:
    house = with_limits(site_hour=1)
    assert house.takes(typed(number(0))) is None
    assert house.takes(typed(number(1))) == "site"


def test_a_country_gets_so_many_a_day() -> None:
    house = with_limits(country_day=2)
    assert [house.takes(typed(number(line))) for line in range(3)] == [None, None, "country-day"]
    assert house.takes(typed(number(4)), DAY + instant.DAY) is None


def test_a_programs_money_is_never_overspent() -> None:
    house = with_limits(spend_day=70_000, prices={"US": 30_000})
    assert [house.takes(typed(number(line))) for line in range(3)] == [None, None, "spend"]
    assert house.takes(typed(number(4)), DAY + instant.DAY) is None


def test_where_nobody_says_yes_nobody_is_asked_any_more() -> None:
    house = with_limits(conversion_after=10, block_hour=100, conversion_percent=20)
    for line in range(10):
        assert house.takes(typed(number(line))) is None
    assert house.takes(typed(number(10))) == "conversion"
    house.confirms(typed(number(0)))
    assert house.takes(typed(number(10))) == "conversion"
    house.confirms(typed(number(1)))
    assert house.takes(typed(number(10))) is None
    assert house.takes(typed(number(11))) == "conversion"
    assert house.takes(typed(number(11)), DAY + instant.DAY) is None


def test_one_block_that_does_not_answer_stops_itself_alone() -> None:
    house = with_limits(conversion_after=10, block_hour=100)
    for line in range(9):
        house.takes(typed(number(line)))
        other = typed(number(line, 5551))
        house.takes(other)
        house.confirms(other)
    assert house.takes(typed(number(20))) is None
    assert house.takes(typed(number(21))) == "conversion"
    assert house.takes(typed(number(20, 5551))) is None


def test_yes_to_a_page_that_no_text_asked_about_answers_no_text() -> None:
    house = House()
    house.confirms(typed(), mode="text-to-join")
    assert house.counts == {}


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ("tel:+14155550123", None),
        ("tel:+16045550123", "country"),  # Canada
        ("tel:+442071838750", "country"),
        ("tel:+18005550123", "number-type"),
        ("tel:+19005550123", "number-type"),
        ("tel:+18335550123", "number-type"),
        ("tel:+870773111632", "country"),  # a satellite
        ("whatsapp:US.abc", "number-type"),
    ],
)
def test_e_only_numbers_of_the_programs_countries_that_a_person_may_have(subject: str, reason: str | None) -> None:
    assert House().takes(typed(subject)) == reason


def test_a_program_may_name_its_countries() -> None:
    house = House(replace(PROGRAM, countries=("CA", "GB")))
    assert house.takes(typed("tel:+16045550123")) is None
    assert house.takes(typed("tel:+442071838750")) is None
    assert house.takes(typed()) == "country"
    assert house.counts[limits.on_day("spent", PROGRAM.id, DAY)] == 340_000


UNLIMITED: dict[str, Act] = {
    "a text": values.act(Intent.AGREE),
    "a form that asks for a text from the number": typed(mode="text-to-join"),
    "a form that asks for nothing": typed(proof=None, texting=None),
    "a code that was typed back": replace(typed(), intent=Intent.PROVE, control="code", grants=True),
    "a question in a call": replace(calling(), intent=Intent.ASK),
    "a stop by text": values.act(Intent.WITHDRAW),
}


@pytest.mark.parametrize("name", sorted(UNLIMITED))
def test_what_brings_no_text_to_an_unproved_number_is_never_limited(name: str) -> None:
    act, house = UNLIMITED[name], with_limits(number_day=0, country_day=0, spend_day=0)
    assert house.takes(act) is None
    assert not [key for key in house.counts if not key.startswith("posts")]


@pytest.mark.parametrize("intent", [Intent.AGREE, Intent.WITHDRAW])
def test_a_caller_id_can_be_forged_too(intent: Intent) -> None:
    house = House()
    assert house.takes(replace(calling(), intent=intent)) is None
    assert house.takes(replace(calling(), intent=intent)) == "number"
    assert not limits.is_flood(calling(), dict.fromkeys(house.counts, 10**9), NOW)


def test_a_grant_at_once_is_limited_but_asks_nobody() -> None:
    house = with_limits(conversion_after=1)
    assert [house.takes(typed(number(line), grants=True, proof=None)) for line in range(3)] == [None] * 3
    assert house.takes(typed(number(0), grants=True, proof=None)) == "number"


def test_posts_beyond_measure_are_not_kept() -> None:
    house = with_limits(posts_ip_10_minutes=3)
    acts = [typed(number(line), ip="192.0.2.1", mode="text-to-join") for line in range(5)]
    assert [house.takes(act) for act in acts] == [None] * 3 + ["flood"] * 2
    assert house.takes(typed(number(6), ip="192.0.2.2", mode="text-to-join")) is None
    assert house.takes(acts[4], NOW + 15 * instant.MINUTE) is None
    assert house.counts[limits.on_day("refused", f"{PROGRAM.id}/US/flood", DAY)] == 2


def test_one_number_in_many_forms_is_not_kept_for_ever() -> None:
    house = House()
    took = [house.takes(typed(ip=f"192.0.2.{turn}", mode="text-to-join")) for turn in range(31)]
    assert took == [None] * 30 + ["flood"]


def test_what_a_robot_filled_in_is_not_kept() -> None:
    house = House()
    assert house.takes(typed(checks=(Check("honeypot", "pass", "server"),))) is None
    assert house.takes(typed(checks=(Check("honeypot", "fail", "server"),))) == "flood"
    assert house.counts[limits.on_day("refused", f"{PROGRAM.id}/US/honeypot", DAY)] == 1
    assert house.counts[limits.on_day("texts", f"{PROGRAM.id}/US", DAY)] == 1


def test_no_number_and_no_address_stands_in_a_key() -> None:
    act = typed(ip="192.0.2.77")
    everything = " ".join(
        [*limits.keys(act, NOW), *limits.used(act, Decision("requested", texts=(text_to(act),)), NOW)]
    )
    assert "555012" not in everything
    assert "192.0.2" not in everything


def most(times: Sequence[int], span: int) -> int:
    """The most of these within any span of this length."""
    return max((sum(1 for other in times if at <= other < at + span) for at in times), default=0)


POSTS = st.tuples(
    st.integers(0, 12 * instant.HOUR),
    st.sampled_from([number(line, block) for line in (0, 1, 2) for block in (5550, 5551)] + ["tel:+16045550123"]),
    st.sampled_from(["192.0.2.1", "2001:db8::1", "2001:db8::2"]),
    st.sampled_from(["https://a.example", None]),
    st.booleans(),
)


@given(st.lists(POSTS, max_size=60))
def test_no_order_of_acts_lets_more_through(posts: list[tuple[int, str, str, str | None, bool]]) -> None:
    house = with_limits(
        number_day=1, number_month=2, block_hour=2, ip_10_minutes=2, ip_day=4, site_hour=3, country_day=6,
        spend_day=150_000, conversion_after=5,
    )  # fmt: skip
    now = NOW
    for wait, subject, ip, site, is_call in posts:
        now += wait if wait % 3 else wait // 500  # bursts and pauses
        before = dict(house.counts)
        act = calling(subject) if is_call else typed(subject, ip=ip, site=site)
        refused = house.takes(act, now)
        if refused is not None:
            grown = {key.partition(":")[0] for key in house.counts if house.counts[key] != before.get(key, 0)}
            assert grown <= {"refused", "posts-ip", "posts-number"}

    def times(chosen: Any) -> list[int]:
        return [at for at, act in house.sent if chosen(act)]

    for subject in {act.subject for _, act in house.sent}:
        assert most(times(lambda act, one=subject: act.subject == one), instant.DAY) <= 1
        assert most(times(lambda act, one=subject: act.subject == one), 30 * instant.DAY) <= 2
        assert most(times(lambda act, one=subject: act.subject[:-3] == one[:-3]), instant.HOUR) <= 2
    for addresses in ({"192.0.2.1"}, {"2001:db8::1", "2001:db8::2"}):
        assert most(times(lambda act, ones=addresses: act.witness.ip in ones), 10 * instant.MINUTE) <= 2
        assert most(times(lambda act, ones=addresses: act.witness.ip in ones), instant.DAY) <= 4
    assert most(times(lambda act: act.witness.page == "https://a.example"), instant.HOUR) <= 3
    days = [limits.day_of(at) for at, _ in house.sent]
    assert all(days.count(day) <= 5 for day in days)  # 5 texts cost 150 000, and are fewer than 6
    assert all("+1604" not in act.subject for _, act in house.sent)


@given(st.lists(POSTS, max_size=40))
def test_what_is_looked_at_is_all_that_matters(posts: list[tuple[int, str, str, str | None, bool]]) -> None:
    """The keys that are loaded hold everything: with all counters in hand the answer is the same."""
    house = with_limits(ip_day=3, site_hour=2, block_hour=1)
    now = NOW
    for wait, subject, ip, site, _ in posts:
        now += wait
        act = replace(typed(subject, ip=ip, site=site), program=house.program)
        expected = limits.refusal(act, house.counts, now)
        assert house.takes(act, now) == expected


@given(st.integers(0, 10**13), st.integers(0, 31 * instant.DAY))
def test_no_counter_is_forgotten_while_somebody_looks_at_it(now: int, later: int) -> None:
    act = typed(ip="192.0.2.1", site="https://a.example")
    grown = limits.used(act, Decision("requested", texts=(text_to(act),)), now)
    looked_at = set(limits.keys(act, now + later)) & set(grown)
    assert all(grown[key][1] > now + later for key in looked_at)


def test_a_busy_telephone_line_is_no_site() -> None:
    call: dict[str, Any] = {"channel": VOICE, "control": "caller-id", "texting": Texting(SMS, ("en",)), "thread": "CA1"}
    assert not [key for key in limits.keys(values.act(Intent.AGREE, **call), NOW) if key.startswith("site:")]
