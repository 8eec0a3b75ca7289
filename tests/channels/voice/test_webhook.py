"""Requests of a line, one by one and in calls. Whole stories with their records: tests/journeys/test_call.py."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capture_gateway.channels.voice.turn import Turn
from capture_gateway.testing import sample, twiml
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.phone import Account, Response, Speech, during, run, scripted, twice
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.channels.voice.sample import SEAL

MENU = """
[steps.menu]
ask = "question"

[steps.menu.keys]
"1" = "offer"
"3" = "nothing"
"*" = "language"

[steps.nothing]
say = "goodbye"
"""

_numbers = itertools.count(1000)


@pytest.fixture
def person() -> str:
    return f"+1415556{next(_numbers)}"


Post = Callable[..., Response]


@pytest.fixture
def post(gateway: GatewayUnderTest, person: str) -> Post:
    """One signed request of `person` on its own; fields beside what every request of a call has."""

    def one(path: str, *, account: Account | None = None, **fields: str) -> Response:
        base = {
            "AccountSid": gateway.account.sid,
            "CallSid": f"CA{person[1:]:0>32}",
            "From": person,
            "To": gateway.number("voice"),
        }
        return gateway.send(gateway.request(f"/c/voice/{path}", {**base, **fields}, account=account))

    return one


def words(gateway: GatewayUnderTest, name: str, language: str = "en") -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", language, name, "voice")
    assert found is not None
    return found.text


def events(gateway: GatewayUnderTest, person: str) -> list[tuple[str, str]]:
    return [(record["event"], record["language"]) for record in gateway.evidence(person)]


def spoken(body: bytes) -> list[str]:
    return [verb.text for verb in twiml.call_verbs(body) if isinstance(verb, twiml.Say)]


def test_the_record_of_a_call_says_how_it_came_about(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "1")
    requested, given = gateway.evidence(person)
    assert (requested["act"]["kind"], requested["act"]["value"]) == ("message", "call")
    assert (given["act"]["kind"], given["act"]["value"]) == ("keypress", "1")
    assert given["subject"] == {"address": f"tel:{person}", "identifiers": [person], "control": "caller-id"}
    assert given["channel"] == {"id": "voice", "kind": "voice", "address": "tel:+14155550101"}
    assert given["disclosure"]["presentation"] == {
        "voice": "Polly.Joanna",
        "locale": "en-US",
        "question": words(gateway, "question"),
        "other-language": words(gateway, "other-language", "es"),
    }
    request = given["witness"]["request"]
    assert request["url"] == call.requests[1].url
    assert request["body"] == call.requests[1].body.decode()
    assert request["signature"] == call.requests[1].headers["x-twilio-signature"]


@pytest.mark.parametrize(
    ("verdict", "result"),
    [
        ("TN-Validation-Passed-A", "pass"),
        ("TN-Validation-Passed-A-Diverted", "fail"),
        ("TN-Validation-Passed-B", "fail"),
        ("TN-Validation-Failed", "fail"),
        ("No-TN-Validation", "not_reported"),
        ("", "not_reported"),
    ],
)
def test_what_the_callers_carrier_says_of_the_number_is_kept(
    gateway: GatewayUnderTest, person: str, verdict: str, result: str
) -> None:
    caller = gateway.caller(person)
    caller.extra = {"StirVerstat": verdict} if verdict else {}
    run(scripted(caller.walk(), ["1"]), gateway.send)
    check, *_ = gateway.evidence(person)[-1]["checks"]
    assert check == {"name": "stir-attestation-a", "result": result, "basis": "signed"}


def test_d1_two_writes_one_refused(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "2")
    assert events(gateway, person) == [("requested", "en"), ("refused", "en")]


def test_d1_eight_withdraws_for_the_sender(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "8")
    decision = gateway.evidence(person)[-1]["decision"]
    assert (decision["rule"], decision["extent"]) == ("stop-key", "sender")


def test_d1_eight_withdraws_for_the_sender_whatever_the_programs_own_scope(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    file = project / "prompts" / "bluebird-updates" / "program.toml"
    text = file.read_text(encoding="utf-8")
    assert 'stop_scope = "sender"' in text
    file.write_text(text.replace('stop_scope = "sender"', 'stop_scope = "category"'), encoding="utf-8")
    with running(project) as gateway:
        gateway.call("+14155550123", "8")
        assert gateway.evidence()[-1]["decision"]["extent"] == "sender"


def test_d1_nine_makes_a_new_showing(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "9", "1")
    requested, given = gateway.evidence(person)
    assert given["disclosure"]["showing"] != requested["disclosure"]["showing"]


def test_d1_requested_is_written_once_for_each_language_of_a_call(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "*", "*", "9", "*", "1")
    assert events(gateway, person) == [("requested", "en"), ("requested", "es"), ("given", "es")]


def test_d1_keys_pressed_while_the_disclosure_is_spoken_do_not_count(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, during("1"), "hangup")
    assert call.lost == "1"
    assert events(gateway, person) == [("requested", "en"), ("expired", "en")]


def test_a_key_that_interrupts_the_question_counts(gateway: GatewayUnderTest, person: str) -> None:
    walk = gateway.caller(person).walk()
    call = run(scripted(walk, [during("9"), during("1")]), gateway.send)
    assert call.lost == "9"
    assert call.heard[1].interrupted
    assert events(gateway, person) == [("requested", "en"), ("given", "en")]


@pytest.mark.parametrize("script", [["wait"] * 3, ["5", "#", "0"], ["wait", "7", "wait"], ["5", "9", "wait", "*", "6"]])
def test_d1_silences_and_wrong_keys_share_one_count_of_three(
    gateway: GatewayUnderTest, person: str, script: list[str]
) -> None:
    call = gateway.call(person, *script, "1")
    assert call.ended_by == "gateway"
    assert call.words[-1] in (words(gateway, "goodbye"), words(gateway, "goodbye", "es"))
    assert events(gateway, person)[-1][0] == "expired"


def test_d1_speech_is_no_key(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    """Not even where it arrives, although the line never asks for it."""
    gateway.call(person, Speech("Yes."), "hangup")
    turn = Turn(1, 0, "en", gateway.evidence(person)[0]["disclosure"]["showing"], "disclosure", ("en",))
    answer = post(f"call/offer?{turn.query(SEAL)}", SpeechResult="Yes.", Confidence="0.99")
    assert words(gateway, "again").encode() in answer.body
    assert events(gateway, person) == [("requested", "en"), ("expired", "en")]


@pytest.mark.parametrize("digits", ["11", "1#", "one", "１", " 1", "1 ", "1\x00"])
def test_only_the_key_itself_is_the_key(gateway: GatewayUnderTest, person: str, post: Post, digits: str) -> None:
    assert words(gateway, "again").encode() in post(_asked(post), Digits=digits).body
    assert events(gateway, person) == [("requested", "en")]


def test_odd_characters_where_a_key_should_be_are_kept_as_people_can_read_them(
    gateway: GatewayUnderTest, person: str, post: Post
) -> None:
    post("call")
    for number in (1, 2, 3):
        post(f"call/offer?{Turn(number, number - 1, 'en').query(SEAL)}", Digits="\x00\ufffe")
    assert gateway.evidence(person)[-1]["act"]["value"] == "\ufffd\ufffd"


def test_d1_a_failure_keeps_the_showing(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "5", "1")
    requested, given = gateway.evidence(person)
    assert given["disclosure"]["showing"] == requested["disclosure"]["showing"]
    assert call.read_out == [words(gateway, "disclosure"), words(gateway, "confirmation")]


def _asked(post: Post) -> str:
    """The person calls; where the first key goes."""
    return _after(post("call"))


def _after(answer: Response) -> str:
    """Where the next key goes."""
    (gather,) = (verb for verb in twiml.call_verbs(answer.body) if isinstance(verb, twiml.Gather))
    return gather.action.partition("/c/voice/")[2]


def test_d1_a_key_until_sixty_seconds_after_the_end_counts(
    gateway: GatewayUnderTest, person: str, post: Post, clock: Clock
) -> None:
    key = _asked(post)
    post("call-status", CallStatus="completed", SequenceNumber="0")
    clock.forward(60_000)
    post(key, Digits="1")
    assert [event for event, _ in events(gateway, person)] == ["requested", "expired", "given"]


def test_d1_a_key_later_than_that_speaks_the_words_again(
    gateway: GatewayUnderTest, person: str, post: Post, clock: Clock
) -> None:
    key = _asked(post)
    post("call-status", CallStatus="completed", SequenceNumber="0")
    clock.forward(60_001)
    assert spoken(post(key, Digits="1").body) == [words(gateway, "disclosure")]
    assert [event for event, _ in events(gateway, person)] == ["requested", "expired"]


@pytest.mark.parametrize("status", ["ringing", "in-progress", "queued", "initiated", ""])
def test_a_report_of_a_call_that_goes_on_expires_nothing(
    gateway: GatewayUnderTest, person: str, post: Post, status: str
) -> None:
    post("call")
    assert post("call-status", CallStatus=status).status == 200
    assert events(gateway, person) == [("requested", "en")]


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
def test_d1_every_report_of_an_end_expires(gateway: GatewayUnderTest, person: str, post: Post, status: str) -> None:
    post("call")
    answers = [post("call-status", CallStatus=status, SequenceNumber="0") for _ in range(2)]
    assert [twiml.call_verbs(answer.body) for answer in answers] == [(), ()]
    requested, expired = gateway.evidence(person)
    assert (expired["event"], expired["act"]["value"]) == ("expired", status)
    assert expired["decision"]["follows"] == requested["id"]


@pytest.mark.parametrize("script", [["1"], ["2"], ["8"], ["9", "*", "5", "1"], ["wait"] * 3, ["hangup"]])
def test_d3_every_request_delivered_twice_is_answered_alike_and_recorded_once(
    gateway: GatewayUnderTest, person: str, script: list[str]
) -> None:
    run(twice(scripted(gateway.caller(person).walk(), script)), gateway.send)
    other = f"+1415557{person[-4:]}"
    gateway.call(other, *script)
    assert events(gateway, person) == events(gateway, other)


def test_d3_the_thirteenth_question_is_never_asked(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, *["9"] * 20)
    assert len(call.requests) == 13  # the call itself, and twelve keys
    assert call.words[-1] == words(gateway, "goodbye")
    assert events(gateway, person)[-1][0] == "expired"


def test_d3_the_twelfth_key_still_counts(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, *["9"] * 11, "1")
    assert events(gateway, person)[-1][0] == "given"


@pytest.mark.parametrize(
    "number",
    ["anonymous", "+266696687", "+86282452253", "Restricted", "client:alice", "sip:a@example.com", "+1555", ""],
)
def test_d4_a_caller_without_a_number_keys_it_and_it_stays_requested(
    gateway: GatewayUnderTest, person: str, number: str
) -> None:
    call = gateway.call(number, f"{person[2:]}#", "1", "1")
    assert call.read_out[0] == words(gateway, "disclosure")
    asked, requested = gateway.evidence(person)
    assert [asked["event"], requested["event"]] == ["requested", "requested"]
    assert requested["subject"] == {"address": f"tel:{person}", "identifiers": [number], "control": "asserted"}
    assert requested["reply"]["text"] == call.words[-1]
    assert requested["reply"]["name"] == "pending-join"
    digits = re.findall(r"JOIN ([2-9]) ([2-9]) ([2-9]) ([2-9]) from", call.words[-1])
    assert len(digits) == 1
    assert call.words[-1].count(f"JOIN {' '.join(digits[0])} ") == 2
    assert "4 1 5, 5 5 5, 0 1 0 0" in call.words[-1]
    assert not gateway.permitted(person)


def test_d4_nothing_is_recorded_until_a_number_is_confirmed(gateway: GatewayUnderTest, person: str) -> None:
    before = len(gateway.evidence())
    gateway.call("anonymous", "1", "2", "8")
    gateway.call("anonymous", f"{person[2:]}#", "hangup")
    gateway.call("anonymous", f"{person[2:]}#", "2", "wait", "wait", "wait")
    gateway.call("anonymous", f"{person[2:]}#", "8", "8", "8")
    assert len(gateway.evidence()) == before


def test_d4_the_record_keeps_what_was_read_back(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call("anonymous", f"{person[2:]}#", "*", "1", "1")
    for record in gateway.evidence(person):
        read_back = record["disclosure"]["presentation"]["number-check"]
        assert "".join(re.findall(r"\d", read_back.partition(".")[0])) == person[2:]
        assert record["language"] == "es"


def test_d4_eight_needs_no_proof_and_two_ends_nobody_elses_yes(gateway: GatewayUnderTest, person: str) -> None:
    """Contact that nobody objected to is no worse than that; a no is only the caller's own."""
    gateway.call(person, "1")
    gateway.call("anonymous", f"{person[2:]}#", "1", "2")
    assert gateway.permitted(person)
    assert "refused" not in {record["event"] for record in gateway.evidence(person)}
    gateway.call("anonymous", f"{person[2:]}#", "1", "8")
    withdrawn = gateway.evidence(person)[-1]
    assert (withdrawn["event"], withdrawn["subject"]["control"]) == ("withdrawn", "asserted")
    assert not gateway.permitted(person)


def test_d4_two_refuses_where_nothing_was_given(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call("anonymous", f"{person[2:]}#", "1", "2")
    refused = gateway.evidence(person)[-1]
    assert (refused["event"], refused["subject"]["control"]) == ("refused", "asserted")


def test_d3_a_number_that_was_keyed_is_in_no_address(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call("anonymous", f"{person[2:]}#", "*", "1", "9", "1")
    assert len(call.requests) == 6
    assert not any(person[2:] in request.url for request in call.requests)


@pytest.mark.parametrize(
    "script",
    [["1", "1"], ["1", "2"], ["1", "8"], ["*", "1", "9", "1"], ["2", "hangup"], ["5", "wait", "0"], ["1", "hangup"]],
)
def test_d3_every_request_of_a_hidden_caller_delivered_twice_is_answered_alike_and_recorded_once(
    gateway: GatewayUnderTest, person: str, script: list[str]
) -> None:
    run(twice(scripted(gateway.caller("anonymous").walk(), [f"{person[2:]}#", *script])), gateway.send)
    other = f"+1415557{person[-4:]}"
    gateway.call("anonymous", f"{other[2:]}#", *script)
    assert events(gateway, person) == events(gateway, other)


def test_d1_the_end_of_a_hidden_callers_call_expires_what_they_heard(gateway: GatewayUnderTest, person: str) -> None:
    """Although nobody tells then whose call it was; what they agreed to waits for the number itself."""
    other = f"+1415557{person[-4:]}"
    gateway.call("anonymous", f"{other[2:]}#", "1", "1")
    gateway.call("anonymous", f"{person[2:]}#", "1", "hangup")
    requested, expired = gateway.evidence(person)
    assert (expired["event"], expired["subject"]["control"]) == ("expired", "asserted")
    assert expired["decision"]["follows"] == requested["id"]
    assert [event for event, _ in events(gateway, other)] == ["requested", "requested"]


def test_d1_a_hidden_callers_key_until_sixty_seconds_after_the_end_counts(
    gateway: GatewayUnderTest, person: str, post: Post, clock: Clock
) -> None:
    check = _after(post("call/number?" + Turn(1, 0, "en").query(SEAL), From="anonymous", Digits=person[2:]))
    key = _after(post(check, From="anonymous", Digits="1"))
    post("call-status", From="anonymous", CallStatus="completed", SequenceNumber="0")
    clock.forward(60_000)
    (answer,) = spoken(post(key, From="anonymous", Digits="1").body)
    assert [event for event, _ in events(gateway, person)] == ["requested", "expired", "requested"]
    code = re.findall(r"JOIN (\d \d \d \d) ", answer)[0].replace(" ", "")
    gateway.text(person, f"JOIN {code}")
    assert gateway.permitted(person)


def test_d4_a_number_is_asked_for_where_it_is_hidden_later_in_a_call(
    gateway: GatewayUnderTest, person: str, post: Post
) -> None:
    answer = post(_asked(post), From="anonymous", Digits="1")
    (gather,) = (verb for verb in twiml.call_verbs(answer.body) if isinstance(verb, twiml.Gather))
    assert gather.prompts[0] == twiml.Say(words(gateway, "number"), "en-US", "Polly.Joanna")
    assert events(gateway, person) == [("requested", "en")]


def test_a_number_of_another_call_is_malformed(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    check = _after(post("call/number?" + Turn(1, 0, "en").query(SEAL), From="anonymous", Digits=person[2:]))
    assert post(check, From="anonymous", Digits="1", CallSid="CA" + "9" * 32).status == 400
    offer = check.replace("number-check?", "offer?")
    assert words(gateway, "number").encode() in post(offer, From="anonymous", Digits="1").body
    assert events(gateway, person) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.sampled_from(["N#", "1", "2", "8", "9", "*", "5", "wait", "123#", "hangup"]), max_size=9))
def test_d2_d4_whatever_a_hidden_caller_keys_nothing_is_given(gateway: GatewayUnderTest, keys: list[str]) -> None:
    """And what is requested was confirmed as their number, and spoken to its end, in its language."""
    person = f"+1415558{next(_numbers)}"
    call = gateway.call("anonymous", *(key.replace("N", person[2:]) for key in keys))
    for record in gateway.evidence(person):
        assert record["event"] in ("requested", "refused", "withdrawn", "expired")
        assert record["subject"]["control"] == "asserted"
        assert keys.index("N#") < len(keys) - 1
        if record["event"] != "withdrawn":
            assert record["disclosure"]["text"] == words(gateway, "disclosure", record["language"])
            assert record["disclosure"]["text"] in call.read_out
    assert not gateway.permitted(person)


def test_another_callers_showing_is_not_agreed_to(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    """The address is signed, but not whose it is: a showing counts for the person and the call that it was made in."""
    other = f"+1415557{person[-4:]}"
    gateway.call(other, "hangup")
    turn = Turn(1, 0, "en", gateway.evidence(other)[0]["disclosure"]["showing"], "disclosure", ("en",))
    assert spoken(post(f"call/offer?{turn.query(SEAL)}", Digits="1").body) == [words(gateway, "disclosure")]
    assert events(gateway, person) == []
    assert not gateway.permitted(person)


def test_without_a_showing_nothing_is_agreed_to_or_declined(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    for number, key in enumerate("12", start=1):
        post(f"call/offer?{Turn(number, 0, 'en').query(SEAL)}", Digits=key)
    assert events(gateway, person) == []


def test_a_flow_of_several_steps(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    file = project / "channels" / "voice.toml"
    text = file.read_text(encoding="utf-8").replace('start = "offer"', 'start = "menu"') + MENU
    file.write_text(text, encoding="utf-8")
    with running(project) as gateway:
        assert gateway.call("+14155550123", "3").words[-1] == words(gateway, "goodbye")
        assert gateway.call("+14155550123", "*", "3").words[-1] == words(gateway, "goodbye", "es")
        assert gateway.evidence() == []
        call = gateway.call("+14155550123", "5", "1", "1")
        assert events(gateway, "+14155550123") == [("requested", "en"), ("given", "en")]
        assert call.read_out == [words(gateway, "disclosure"), words(gateway, "confirmation")]


def test_forged_requests_are_refused_on_every_route(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    forger = Account(gateway.account.sid, "another-token")
    key = _asked(post)
    for path in ("call", key, "call-status"):
        answer = post(path, account=forger, Digits="1", CallStatus="completed")
        assert (answer.status, answer.body) == (403, b"")
    assert events(gateway, person) == [("requested", "en")]


def test_an_unknown_step_is_not_found_before_anything_is_read(post: Post) -> None:
    assert post(f"call/attic?{Turn(1, 0, 'en').query(SEAL)}", account=Account("AC", "nobody"), Digits="1").status == 404


def test_an_address_that_we_did_not_write_is_malformed(post: Post) -> None:
    assert post("call/offer?turn=one", Digits="1").status == 400
    assert post("call", CallSid="").status == 400


def test_when_nothing_can_be_kept_the_caller_is_told_so(gateway: GatewayUnderTest, person: str, post: Post) -> None:
    """Spoken, with status 200: an error says nothing sensible to a caller, and plain text would be read aloud."""
    key = _asked(post).replace("language=en", "language=es")
    other = f"+1415557{person[-4:]}"
    with gateway.no_evidence_can_be_written():
        call = post("call", From=other, CallSid="CA" + "8" * 32)
        answer = post(key, Digits="1")
        report = post("call-status", CallStatus="completed")
    assert (call.status, call.content_type.partition(";")[0]) == (200, "text/xml")
    assert twiml.call_verbs(call.body) == (
        twiml.Say(words(gateway, "trouble"), "en-US", "Polly.Joanna"),
        twiml.Hangup(),
    )
    assert spoken(answer.body) == [words(gateway, "trouble", "es")]
    assert report.status == 503
    assert events(gateway, other) == []
    assert events(gateway, person) == [("requested", "en")]
