"""Robots type strangers' numbers into a form that asks by text: next to nothing is sent, and people still get in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.testing import kept, running, sample
from capture_gateway.testing.requests import Request, Response
from capture_gateway.testing.running import GatewayUnderTest
from tests.bench.hostile import ABROAD, ATTACKS, Attack, another_machine, asking, fields, join_code
from tests.postgres import raw

POSTS = 60
HONEST = "+14155550123"


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[GatewayUnderTest]:
    """The sample, asking typed numbers by text."""
    root = sample.copy(tmp_path)
    web = root / "channels/web.toml"
    web.write_text(asking(web.read_text(encoding="utf-8")), encoding="utf-8")
    with running.running(root) as found:
        yield found


def post(gateway: GatewayUnderTest, number: str, ip: str) -> Response:
    """Somebody gets the form and posts it."""
    url, headers = f"{gateway.base}/c/web/form", {"x-forwarded-for": ip}
    page = gateway.send(Request("GET", url, (), headers)).body.decode()
    form = {"content-type": "application/x-www-form-urlencoded"}
    return gateway.send(Request("POST", url, fields(page, number), headers | form))


def texted(gateway: GatewayUnderTest) -> list[str]:
    """Whom the gateway texts of its own accord."""
    return [told.text.subject for told in kept.texts(gateway.settings.database)]


def told(answer: Response) -> str:
    """What a person reads, whatever their number and their code."""
    text = re.sub(r'(value|content|href|action)="[^"]*"', "", answer.body.decode())
    return re.sub(r"\bJOIN \w{4}\b|\+?[\d() -]{7,}", "", text)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_robots_cause_few_texts_and_people_still_get_in(attack: Attack, gateway: GatewayUnderTest) -> None:
    answers = [post(gateway, attack.number(index), attack.ip(index)) for index in range(POSTS)]
    sent = texted(gateway)
    assert 0 < len(sent) <= attack.most if attack.most else sent == []
    assert len({answer.status for answer in answers}) == 1
    assert len({told(answer) for answer in answers}) == 1  # nobody learns who was texted

    honest = post(gateway, HONEST, "192.0.2.200")
    assert told(honest) == told(answers[0])
    assert not gateway.permitted(HONEST)
    gateway.text(HONEST, join_code(honest.body.decode()))
    assert gateway.permitted(HONEST)


def test_whoever_was_texted_is_left_alone_at_a_word(gateway: GatewayUnderTest) -> None:
    stranger = "+14155550177"
    post(gateway, stranger, another_machine(0))
    gateway.text(stranger, "STOP")
    for index in range(1, 6):
        post(gateway, stranger, another_machine(index))
    assert texted(gateway) == [f"tel:{stranger}"]
    assert [record["event"] for record in gateway.evidence(stranger)][:2] == ["requested", "withdrawn"]
    assert not gateway.permitted(stranger)


def test_refusals_are_counted_for_the_operator(gateway: GatewayUnderTest) -> None:
    for index in range(5):
        post(gateway, ABROAD[index], another_machine(index))
    with raw(gateway.settings.database) as connection:
        counted = connection.execute("SELECT count FROM counter WHERE key LIKE 'refused:%/country:%'")
    assert sum(count for (count,) in counted) == 5
