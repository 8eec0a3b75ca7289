import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.channels.voice.flow import Step
from capture_gateway.channels.voice.turn import Turn
from capture_gateway.testing import twiml
from capture_gateway.testing.phone import Account, Speech, during, run, scripted, twice
from tests.channels.voice.running import ACCOUNT, Gateway, running
from tests.channels.voice.sample import OFFER_KEYS, TEXTS, options


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with running(tmp_path) as one:
        yield one


def events(gateway: Gateway) -> list[tuple[str, str]]:
    return [(record["event"], record["language"]) for record in gateway.records()]


def spoken(body: bytes) -> list[str]:
    return [verb.text for verb in twiml.call_verbs(body) if isinstance(verb, twiml.Say)]


def text(record: dict[str, Any]) -> str:
    return str(record["disclosure"]["text"])


def test_d1_one_agrees_to_exactly_what_was_spoken(gateway: Gateway) -> None:
    call = gateway.call("1")
    requested, given = gateway.records()
    assert (requested["event"], given["event"]) == ("requested", "given")
    assert text(requested) == text(given) == call.read_out[0] == TEXTS["en", "disclosure"]
    assert given["reply"]["text"] == call.words[-1] == "You agreed."
    assert given["decision"]["follows"] == requested["id"]
    assert (given["categories"], given["contact"]) == (["offers"], ["sms"])
    assert call.ended_by == "gateway"


def test_the_record_of_a_call_says_how_it_came_about(gateway: Gateway) -> None:
    call = gateway.call("1")
    requested, given = gateway.records()
    assert requested["act"] == {"kind": "message", "value": "call", "at": "2026-11-22T10:00:00.000Z"}
    assert given["act"] == {"kind": "keypress", "value": "1", "at": "2026-11-22T10:00:00.000Z"}
    assert given["subject"] == {
        "address": "tel:+14155550123",
        "identifiers": ["+14155550123"],
        "control": "caller-id",
    }
    assert given["channel"] == {"id": "voice", "kind": "voice", "address": "tel:+14155550101"}
    assert given["disclosure"]["medium"] == "speech"
    assert given["disclosure"]["presentation"] == {
        "voice": "Polly.Joanna",
        "locale": "en-US",
        "question": "To agree, press 1.",
        "other-language": "Para español, oprima la estrella.",
    }
    witness = given["witness"]
    assert (witness["level"], witness["provider"], witness["provider_id"]) == ("provider-signed", "twilio", call.sid)
    assert witness["request"]["url"] == call.requests[1].url
    assert witness["request"]["body"] == call.requests[1].body.decode()
    assert witness["request"]["signature"] == call.requests[1].headers["x-twilio-signature"]


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
def test_what_the_callers_carrier_says_of_the_number_is_kept(gateway: Gateway, verdict: str, result: str) -> None:
    caller = gateway.caller()
    caller.extra = {"StirVerstat": verdict} if verdict else {}
    run(scripted(caller.walk(), ["1"]), gateway.send)
    assert gateway.records()[-1]["checks"] == [{"name": "stir-attestation-a", "result": result, "basis": "signed"}]


def test_d1_two_declines_with_one_record(gateway: Gateway) -> None:
    call = gateway.call("2")
    assert events(gateway) == [("requested", "en"), ("refused", "en")]
    assert gateway.records()[-1]["reply"]["text"] == call.words[-1] == "You declined."


def test_d1_eight_withdraws_for_the_sender(gateway: Gateway) -> None:
    call = gateway.call("8")
    requested, withdrawn = gateway.records()
    assert (requested["event"], withdrawn["event"]) == ("requested", "withdrawn")
    assert withdrawn["decision"]["extent"] == "sender"
    assert withdrawn["decision"]["rule"] == "stop-key"
    assert withdrawn["reply"]["text"] == call.words[-1] == "We stopped."


def test_d1_nine_speaks_the_words_again_and_requests_once(gateway: Gateway) -> None:
    call = gateway.call("9", "1")
    requested, given = gateway.records()
    assert (requested["event"], given["event"]) == ("requested", "given")
    assert call.read_out[0] == call.read_out[1] == text(given)
    assert given["disclosure"]["showing"] != requested["disclosure"]["showing"]


def test_d1_the_star_speaks_the_words_in_the_other_language_before_a_key_counts(gateway: Gateway) -> None:
    call = gateway.call("*", "1")
    assert events(gateway) == [("requested", "en"), ("requested", "es"), ("given", "es")]
    given = gateway.records()[-1]
    assert text(given) == call.read_out[1] == TEXTS["es", "disclosure"]
    assert call.words[-1] == "Usted aceptó."
    assert {heard.voice for heard in call.heard if heard.language == "es-US"} == {"Polly.Lupe"}


def test_d1_requested_is_written_once_for_each_language_of_a_call(gateway: Gateway) -> None:
    gateway.call("*", "*", "9", "*", "1")
    assert events(gateway) == [("requested", "en"), ("requested", "es"), ("given", "es")]


def test_d1_keys_pressed_while_the_disclosure_is_spoken_do_not_count(gateway: Gateway) -> None:
    call = gateway.call(during("1"), "hangup")
    assert call.lost == "1"
    assert events(gateway) == [("requested", "en"), ("expired", "en")]


def test_a_key_that_interrupts_the_question_counts(gateway: Gateway) -> None:
    caller = gateway.caller()
    walk, disclosed = caller.walk(), during("9")
    call = run(scripted(walk, [disclosed, during("1")]), gateway.send)
    assert call.heard[1].interrupted
    assert events(gateway)[-1] == ("given", "en")


@pytest.mark.parametrize("script", [["wait"] * 3, ["5", "#", "0"], ["wait", "7", "wait"], ["5", "9", "wait", "*", "6"]])
def test_d1_silences_and_wrong_keys_share_one_count_of_three_and_grant_nothing(
    gateway: Gateway, script: list[str]
) -> None:
    call = gateway.call(*script, "1")
    assert call.ended_by == "gateway"
    assert call.words[-1] in (TEXTS["en", "goodbye"], TEXTS["es", "goodbye"])
    assert "given" not in dict(events(gateway))
    assert events(gateway)[-1][0] == "expired"


def test_d1_speech_is_no_key(gateway: Gateway) -> None:
    gateway.call(Speech("Yes."), "hangup")
    assert events(gateway) == [("requested", "en"), ("expired", "en")]


def test_a_speech_result_that_arrives_all_the_same_is_silence(gateway: Gateway) -> None:
    gateway.post("/c/voice/call")
    turn = Turn(1, 0, "en", "0192", "disclosure", ("en",))
    answer = gateway.post(f"/c/voice/call/offer?{turn.query()}", SpeechResult="Yes.", Confidence="0.99")
    assert b"That was no answer." in answer.body
    assert events(gateway) == [("requested", "en")]


def test_d1_a_failure_asks_again_and_the_words_stay_what_is_agreed_to(gateway: Gateway) -> None:
    call = gateway.call("5", "1")
    requested, given = gateway.records()
    assert given["disclosure"]["showing"] == requested["disclosure"]["showing"]
    assert call.words[3] == "That was no answer."
    assert len(call.read_out) == 2


def test_d1_hanging_up_is_expired_by_the_report_of_the_calls_end(gateway: Gateway) -> None:
    gateway.call("hangup")
    requested, expired = gateway.records()
    assert expired["event"] == "expired"
    assert expired["act"]["value"] == "completed"
    assert expired["decision"]["follows"] == requested["id"]


def test_d1_a_key_until_sixty_seconds_after_the_end_counts(gateway: Gateway) -> None:
    url = _hung_up(gateway)
    gateway.clock.forward(60_000)
    gateway.post(url, Digits="1")
    assert [event for event, _ in events(gateway)] == ["requested", "expired", "given"]


def test_d1_a_key_later_than_that_speaks_the_words_again(gateway: Gateway) -> None:
    url = _hung_up(gateway)
    gateway.clock.forward(60_001)
    answer = gateway.post(url, Digits="1")
    assert spoken(answer.body) == [TEXTS["en", "disclosure"]]
    assert [event for event, _ in events(gateway)] == ["requested", "expired"]


def _hung_up(gateway: Gateway) -> str:
    """The address of the key of a call that has ended."""
    first = gateway.post("/c/voice/call", CallStatus="ringing")
    (gather,) = (verb for verb in twiml.call_verbs(first.body) if isinstance(verb, twiml.Gather))
    gateway.post("/c/voice/call-status", CallStatus="completed", SequenceNumber="0")
    return gather.action.removeprefix("https://gateway.example/base")


@pytest.mark.parametrize("status", ["ringing", "in-progress", "queued", "initiated", ""])
def test_a_report_of_a_call_that_goes_on_expires_nothing(gateway: Gateway, status: str) -> None:
    gateway.post("/c/voice/call")
    assert gateway.post("/c/voice/call-status", CallStatus=status).status == 200
    assert events(gateway) == [("requested", "en")]


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
def test_every_report_of_an_end_expires(gateway: Gateway, status: str) -> None:
    gateway.post("/c/voice/call")
    answer = gateway.post("/c/voice/call-status", CallStatus=status)
    assert twiml.call_verbs(answer.body) == ()
    assert [event for event, _ in events(gateway)] == ["requested", "expired"]


@pytest.mark.parametrize("script", [["1"], ["2"], ["8"], ["9", "*", "5", "1"], ["wait"] * 3, ["hangup"]])
def test_d3_every_request_delivered_twice_is_answered_alike_and_recorded_once(
    gateway: Gateway, script: list[str]
) -> None:
    run(twice(scripted(gateway.caller().walk(), script)), gateway.send)
    twofold = [(event, language) for event, language in events(gateway)]
    gateway.call(*script, number="+14155550124")
    assert twofold == events(gateway)[len(twofold) :]


def test_d3_the_thirteenth_question_is_never_asked(gateway: Gateway) -> None:
    call = gateway.call(*["9"] * 20)
    assert len(call.requests) == 13  # the call itself, and twelve keys
    assert call.words[-1] == TEXTS["en", "goodbye"]
    assert events(gateway)[-1][0] == "expired"


def test_d3_the_twelfth_key_still_counts(gateway: Gateway) -> None:
    gateway.call(*["9"] * 11, "1")
    assert events(gateway)[-1][0] == "given"


@pytest.mark.parametrize(
    "number",
    ["anonymous", "+266696687", "+86282452253", "Restricted", "client:alice", "sip:a@example.com", "+1555", ""],
)
def test_d4_a_caller_without_a_number_hears_what_to_text_and_leaves_no_record(gateway: Gateway, number: str) -> None:
    call = gateway.call("1", number=number)
    assert call.words == ["Please text JOIN.", "Envíe UNIRME."]
    assert call.ended_by == "gateway"
    assert gateway.records() == []


def test_d4_a_number_that_is_hidden_later_in_a_call_cannot_agree(gateway: Gateway) -> None:
    gateway.post("/c/voice/call")
    turn = Turn(1, 0, "en", "0192", "disclosure", ("en",))
    answer = gateway.post(f"/c/voice/call/offer?{turn.query()}", From="anonymous", Digits="1")
    assert spoken(answer.body)[0] == "Please text JOIN."
    assert events(gateway) == [("requested", "en")]


def test_another_callers_showing_is_not_agreed_to(gateway: Gateway) -> None:
    """The address is signed, but not whose it is: a showing counts for the person and the call that it was made in."""
    gateway.call("hangup", number="+14155550124")
    showing = gateway.records()[0]["disclosure"]["showing"]
    turn = Turn(1, 0, "en", showing, "disclosure", ("en",))
    answer = gateway.post(f"/c/voice/call/offer?{turn.query()}", Digits="1")
    assert spoken(answer.body) == [TEXTS["en", "disclosure"]]
    assert "given" not in dict(events(gateway))


def test_declining_what_takes_no_answer_any_more_records_nothing(gateway: Gateway) -> None:
    turn = Turn(1, 0, "en", "", "", ())
    answer = gateway.post(f"/c/voice/call/offer?{turn.query()}", Digits="2")
    assert spoken(answer.body) == ["You declined."]
    assert gateway.records() == []


def test_a_flow_of_several_steps(tmp_path: Path) -> None:
    flow = options(
        {
            "menu": Step("menu", None, "menu", {"1": "offer", "2": "hours", "*": "language"}),
            "offer": Step("offer", "disclosure", "question", OFFER_KEYS),
            "hours": Step("hours", "hours", None, {}),
        },
        start="menu",
    )
    with running(tmp_path, flow) as gateway:
        assert gateway.call("2").words[-1] == "We are open from 8 to 8."
        assert gateway.call("*", "2").words[-1] == "Abrimos de 8 a 8."
        assert gateway.records() == []
        call = gateway.call("5", "1", "1")
        assert [event for event, _ in events(gateway)] == ["requested", "given"]
        assert call.words[0] == "For texts, press 1."
        assert call.read_out == [TEXTS["en", "disclosure"], "You agreed."]


def test_a_forged_request_is_refused_and_nothing_is_kept(gateway: Gateway) -> None:
    forger = Account(ACCOUNT.sid, "another-token")
    for path in ("/c/voice/call", "/c/voice/call/offer?turn=1", "/c/voice/call-status"):
        answer = gateway.post(path, forger, Digits="1", CallStatus="completed")
        assert (answer.status, answer.body) == (403, b"")
    assert gateway.records() == []


def test_an_address_that_was_altered_on_the_way_is_refused(gateway: Gateway) -> None:
    call = gateway.call("hangup")
    request = ACCOUNT.request("POST", call.requests[0].url + "/offer?turn=1", call.requests[0].pairs)
    altered = type(request)(request.method, request.url.replace("turn=1", "turn=2"), request.pairs, request.headers)
    assert gateway.send(altered).status == 403


def test_another_line_or_account_is_refused(gateway: Gateway) -> None:
    assert gateway.post("/c/voice/call", To="+14155550199").status == 403
    assert gateway.post("/c/voice/call", AccountSid="AC" + "2" * 32).status == 403


def test_an_unknown_step_is_not_found(gateway: Gateway) -> None:
    assert gateway.post(f"/c/voice/call/attic?{Turn(1, 0, 'en').query()}", Digits="1").status == 404


def test_an_address_that_we_did_not_write_is_malformed(gateway: Gateway) -> None:
    assert gateway.post("/c/voice/call/offer?turn=one", Digits="1").status == 400
    assert gateway.post("/c/voice/call", CallSid="").status == 400


def test_too_large_a_body_is_refused(gateway: Gateway) -> None:
    assert gateway.post("/c/voice/call", CallerName="x" * 65_536).status == 413


def test_when_nothing_can_be_kept_the_caller_is_told_so(gateway: Gateway) -> None:
    """Spoken, with status 200: Twilio says nothing sensible for a 503, and reads plain text aloud."""
    with _unwritable(gateway.database):
        answer = gateway.post("/c/voice/call")
        turn = Turn(1, 0, "es", "0192", "disclosure", ("es",))
        key = gateway.post(f"/c/voice/call/offer?{turn.query()}", Digits="1")
        report = gateway.post("/c/voice/call-status", CallStatus="completed")
    assert (answer.status, answer.content_type.partition(";")[0]) == (200, "text/xml")
    assert twiml.call_verbs(answer.body) == (
        twiml.Say("Please call again later.", "en-US", "Polly.Joanna"),
        twiml.Hangup(),
    )
    assert spoken(key.body) == ["Llame más tarde."]
    assert report.status == 503
    assert gateway.records() == []


@contextmanager
def _unwritable(database: Path) -> Iterator[None]:
    """A store that refuses every write, as a full disk does: the table of first answers is away."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ALTER TABLE first_answer RENAME TO away")
        yield
        connection.execute("ALTER TABLE away RENAME TO first_answer")
