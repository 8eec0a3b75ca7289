"""The text line over real HTTP: the contract of signed channels, and what only texts have."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.contract import TextContract, somebody
from capture_gateway.testing.phone import run
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


class TestTexts(TextContract):
    channel = "sms"


def with_mode(folder: Path, mode: str) -> Path:
    """The sample with another opt-out mode, where YES and Y are Twilio's and not ours."""
    project = sample.copy(folder)
    path = project / "channels" / "sms.toml"
    text = (
        path.read_text()
        .replace('opt_out = "gateway"', f'opt_out = "{mode}"')
        .replace('en = ["YES", "Y"]', 'en = ["YEP"]')
    )
    path.write_text(text)
    return project


def test_300_deliveries_of_one_message_by_20_clients_make_one_record(gateway: GatewayUnderTest) -> None:
    person = somebody()
    request = next(gateway.texter(person).text("JOIN"))
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: gateway.send(request), range(300)))
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    assert len(gateway.evidence(person)) == 1


@pytest.mark.parametrize("mode", ["twilio", "advanced"])
def test_where_twilio_answers_stop_help_and_start_there_are_never_two_replies(tmp_path: Path, mode: str) -> None:
    with running(with_mode(tmp_path, mode)) as gateway:
        person = somebody()
        texter = gateway.texter(person)
        run(texter.text("JOIN"), gateway.send)
        run(texter.text("AGREE"), gateway.send)
        assert gateway.permitted(person)
        for word in ("HELP", "STOP", "START"):
            exchange = run(texter.text(word), gateway.send)
            assert [one.by for one in exchange.sent] == ["company"], word
        assert [record["event"] for record in gateway.evidence(person)] == ["requested", "given", "withdrawn"]
        assert gateway.evidence(person)[-1]["reply"] is None


@pytest.mark.parametrize("mode", ["twilio", "advanced"])
def test_a_stop_that_twilio_does_not_read_is_answered_by_us(tmp_path: Path, mode: str) -> None:
    with running(with_mode(tmp_path, mode)) as gateway:
        person = somebody()
        exchange = gateway.text(person, "please stop texting me")
        assert [one.by for one in exchange.sent] == ["gateway"]
        assert gateway.evidence(person)[-1]["event"] == "withdrawn"


def test_an_opt_out_type_withdraws_whatever_the_body_says_and_nothing_is_replied(gateway: GatewayUnderTest) -> None:
    person = somebody()
    exchange = gateway.text(person, "JOIN", OptOutType="STOP")
    assert exchange.sent == ()
    record = gateway.evidence(person)[-1]
    assert (record["event"], record["decision"]["rule"]) == ("withdrawn", "provider-opt-out")


def test_c5_21610_withdraws_and_the_record_names_the_error(gateway: GatewayUnderTest) -> None:
    person = somebody()
    texter = gateway.texter(person)
    texter.reports = (("failed", "21610"),)
    run(texter.text("JOIN"), gateway.send)
    record = gateway.evidence(person)[-1]
    assert record["event"] == "withdrawn"
    assert record["act"] | {"at": ""} == {"kind": "delivery-error", "value": "21610", "at": ""}
    assert record["subject"]["control"] == "carrier"
    assert record["reply"] is None


def test_c5_a_late_21610_of_an_old_text_leaves_a_newer_consent_alone(gateway: GatewayUnderTest) -> None:
    person = somebody()
    texter = gateway.texter(person)
    texter.reports = ()
    document = gateway.send(next(texter.text("JOIN")))
    action = ET.fromstring(document.body)[0].attrib["action"]
    run(texter.text("AGREE"), gateway.send)
    late = gateway.account.request(
        "POST",
        action,
        [
            ("MessageSid", "SM" + "7" * 32), ("MessageStatus", "failed"), ("ErrorCode", "21610"), ("To", person),
            ("From", gateway.number("sms")), ("AccountSid", gateway.account.sid),
        ],
    )  # fmt: skip
    assert gateway.send(late).status == 200
    assert gateway.permitted(person)


def test_f3_the_record_says_whether_the_words_were_delivered_before_the_act(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    delivery = gateway.evidence(person)[-1]["disclosure"]["delivery"]
    assert delivery["status"] == "delivered"
    assert delivery["provider_id"].startswith("SM")


def test_a_sender_without_a_number_gets_nothing_and_leaves_nothing(gateway: GatewayUnderTest) -> None:
    before = len(gateway.evidence())
    for sender in ("384387", "BLUEBIRD", "+266696687", ""):
        request = next(gateway.texter("+14155550123").text("JOIN", From=sender))
        answer = gateway.send(request)
        assert answer.status == 200
        assert ET.fromstring(answer.body).tag == "Response"
        assert len(ET.fromstring(answer.body)) == 0
    assert len(gateway.evidence()) == before


def test_a_form_without_a_message_is_400(gateway: GatewayUnderTest) -> None:
    request = next(gateway.texter(somebody()).text("JOIN"))
    for missing in ("MessageSid", "From"):
        pairs = [pair for pair in request.pairs if pair[0] != missing]
        assert gateway.send(gateway.account.request("POST", request.url, pairs)).status == 400


def test_control_characters_are_shown_as_replaced_and_kept_as_sent(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "STOP\x00\x0b")
    record = gateway.evidence(person)[-1]
    assert record["act"]["value"] == "STOP\ufffd\ufffd"
    assert "Body=STOP%00%0B" in record["witness"]["request"]["body"]


def test_a_body_that_is_no_utf_8_is_nobodys(gateway: GatewayUnderTest) -> None:
    request = next(gateway.texter(somebody()).text("JOIN"))

    class Raw:
        url, method, headers = request.url, request.method, request.headers
        body = request.body.replace(b"JOIN", b"%FF%FE\xff")

    assert gateway.send(Raw()).status == 403  # type: ignore[arg-type]


def test_other_methods_are_405(gateway: GatewayUnderTest) -> None:
    request = next(gateway.texter(somebody()).text("JOIN"))
    assert gateway.send(replace(request, method="GET")).status == 405
