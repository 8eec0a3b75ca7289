"""Sending and listing, against the simulated company's API and against servers that behave badly."""

import socket
import threading
from collections.abc import Iterator

import pytest

from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.company import Message
from capture_gateway.testing.rest import RestApi
from capture_gateway.vendors.twilio import messages
from capture_gateway.vendors.twilio.messages import Messages, NotNow, Outcome, Refused, Sent, Unknown
from tests.outbox.post import ACCOUNT, NUMBER, company

PERSON = "+14155550123"


@pytest.fixture(scope="module")
def hosted() -> Iterator[tuple[RestApi, str, Clock]]:
    clock = Clock()
    with company(clock) as (rest, address, _):
        yield rest, address, clock


@pytest.fixture
def rest(hosted: tuple[RestApi, str, Clock]) -> RestApi:
    hosted[0]._company.messages.clear()
    return hosted[0]


@pytest.fixture
def ours(hosted: tuple[RestApi, str, Clock]) -> Messages:
    return Messages(ACCOUNT.sid, ACCOUNT.token, hosted[1], timeout=5)


def send(ours: Messages, to: str = PERSON) -> Outcome:
    return ours.send(sender=NUMBER, to=to, text="Hello.", reports="https://consent.example.com/r")


def test_what_was_sent_has_an_id(rest: RestApi, ours: Messages) -> None:
    outcome = send(ours)
    assert outcome == Sent(rest.sent[0].sid, "queued")


def test_what_the_company_says_no_to(rest: RestApi, ours: Messages, hosted: tuple[RestApi, str, Clock]) -> None:
    assert send(ours, "+1") == Refused("21211")
    rest.faults.append("429")
    assert send(ours) == NotNow("429", rest.retry_after)
    rest.faults.append("500")
    assert send(ours) == Unknown("500")
    assert send(Messages(ACCOUNT.sid, "another token", hosted[1])) == NotNow("401")
    assert send(Messages("AC" + "3" * 32, ACCOUNT.token, hosted[1])) == NotNow("401")
    assert rest.sent == []


def badly(answer: bytes | None) -> tuple[str, threading.Thread]:
    """A server for one request: it reads, answers so (None: resets the connection), and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                if answer is None:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                else:
                    connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}", thread


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{",
        b"HTTP/1.1 201 Created\r\ncontent-length: 6\r\n\r\n<html>",
        b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_an_answer_that_does_not_come_or_cannot_be_read_says_nothing(answer: bytes | None) -> None:
    address, thread = badly(answer)
    assert isinstance(send(Messages(ACCOUNT.sid, ACCOUNT.token, address, timeout=5)), Unknown)
    thread.join()


def test_where_nobody_is_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}", "http://nobody.invalid"):
        assert isinstance(send(Messages(ACCOUNT.sid, ACCOUNT.token, address)), NotNow)


def test_a_list_has_what_went_to_one_person_since_then_newest_first(
    rest: RestApi, ours: Messages, hosted: tuple[RestApi, str, Clock]
) -> None:
    clock = hosted[2]
    send(ours)
    since = clock.forward(instant.MINUTE)
    for _ in range(2):
        send(ours)
        clock.forward(instant.SECOND)
    send(ours, "+14155550199")
    rest.missed(PERSON, NUMBER, "mine")
    rest._company.keep(Message("SMr", "outbound-reply", NUMBER, PERSON, "Hello.", clock(), "delivered"))
    listed = ours.sent_to(PERSON, sender=NUMBER, since=since)
    assert [one.sid for one in listed] == [one.sid for one in rest.sent[2:0:-1]]
    assert (listed[0].body, listed[0].sent_at, listed[0].account) == ("Hello.", since + instant.SECOND, ACCOUNT.sid)


def test_what_people_wrote_comes_page_by_page(
    rest: RestApi, ours: Messages, hosted: tuple[RestApi, str, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "PAGE", 2)
    clock = hosted[2]
    rest.missed(PERSON, NUMBER, "before")
    since = clock.forward(instant.HOUR)
    for number in range(5):
        rest.missed(PERSON, NUMBER, str(number))
        clock.forward(instant.SECOND)
    rest.missed(PERSON, "+14155550177", "to another line")
    found = list(ours.received_by(f"tel:{NUMBER}", since=since))
    assert [one.body for one in found] == ["4", "3", "2", "1", "0"]
    assert (found[0].sender, found[0].recipient, found[0].sent_at) == (PERSON, NUMBER, since + 4 * instant.SECOND)


def test_a_list_that_cannot_be_had_is_one_sentence(hosted: tuple[RestApi, str, Clock]) -> None:
    stranger = Messages(ACCOUNT.sid, "another token", hosted[1])
    with pytest.raises(OperatorError, match="refuses these credentials"):
        stranger.sent_to(PERSON, sender=NUMBER, since=0)
    with pytest.raises(OperatorError, match="refuses these credentials"):
        list(stranger.received_by(f"tel:{NUMBER}", since=0))
