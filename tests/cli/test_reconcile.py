"""`reconcile`: what was missed during an outage, beside a running gateway and without one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from capture_gateway.cli import ordering
from capture_gateway.core import instant
from capture_gateway.storage.database import Database
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.phone import Request, Response
from capture_gateway.testing.rest import RestApi
from capture_gateway.testing.running import ACCOUNT, GatewayUnderTest, running
from tests.browser import Server
from tests.cli.conftest import Run
from tests.postgres import url_of

LINE = "+14155550100"
ANA, BEN, CARL = "+14155550121", "+14155550122", "+14155550123"


def an_outage(company: Company) -> None:
    """Ana signs up, Ben leaves, and Carl left long ago, while nobody is there to hear of it."""
    rest = RestApi(company, nobody)
    now = company.now()
    rest.missed(CARL, LINE, "STOP", at=now - 2 * instant.HOUR)
    rest.missed(ANA, LINE, "JOIN", at=now - 3 * instant.SECOND)
    rest.missed(ANA, LINE, "AGREE", at=now - 2 * instant.SECOND)
    rest.missed(BEN, LINE, "please leave me alone", at=now - instant.SECOND)


async def nobody(_request: Request) -> Response:
    raise ConnectionRefusedError


@pytest.fixture
def company() -> Company:
    made = Company(ACCOUNT)
    an_outage(made)
    return made


@pytest.fixture
def api(company: Company) -> Iterator[str]:
    """The company's API, where no gateway runs."""
    server = Server()
    server.run(Starlette(routes=RestApi(company, nobody).routes()))
    yield server.address
    server.stop()


def write_settings(root: Path, api: str, token: str = ACCOUNT.token) -> None:
    values = {"TWILIO_ACCOUNT_SID": ACCOUNT.sid, "TWILIO_AUTH_TOKEN": token, "TWILIO_API_URL": api}
    with (root / ".env").open("a") as file:
        file.writelines(f"CAPTURE_GATEWAY_{name}={value}\n" for name, value in values.items())


def lend_settings(root: Path, gateway: GatewayUnderTest) -> None:
    """On PostgreSQL the command does the work itself, beside the gateway, and needs what that one has."""
    if gateway.settings.database.get_backend_name() != "sqlite":
        write_settings(root, gateway.settings.twilio_api_url)


def make_store(root: Path) -> None:
    """As a gateway does that is not there any more."""
    Database(url_of(root / "var" / "evidence.db"), KEYS).close()


def told(fetched: int, missing: int, withdrawals: int, given: int) -> str:
    return f"{fetched} messages fetched, {missing} were missing: {withdrawals} withdrawals, {given} given.\n"


def test_beside_a_running_gateway_it_is_the_gateway_that_takes_them(run: Run, root: Path, company: Company) -> None:
    with running(root, company=company) as gateway:
        lend_settings(root, gateway)
        assert run("reconcile", root) == (0, told(4, 4, 2, 1), "")
        assert gateway.permitted(ANA)
        given = gateway.evidence(ANA, event="given")[0]
        assert given["witness"]["level"] == "gateway-observed"
        assert given["witness"]["provider_id"] in company.messages
        texts = {person: gateway.received(person) for person in (ANA, BEN, CARL)}
        assert [len(texts[person]) for person in (ANA, BEN, CARL)] == [2, 1, 0], "Carl's confirmation comes too late"
        assert "You are unsubscribed" in texts[BEN][0]
        assert [one["event"] for one in gateway.evidence(CARL)] == ["withdrawn"]
        assert run("reconcile", root) == (0, told(4, 0, 0, 0), "")
        assert len(gateway.evidence()) == 4


def test_what_was_heard_is_not_missing_and_how_far_to_look_back_is_said(run: Run, root: Path, company: Company) -> None:
    with running(root, company=company) as gateway:
        gateway.text("+14155550124", "JOIN")
        lend_settings(root, gateway)
        assert run("reconcile", root, "--since", "1h") == (0, told(4, 3, 1, 1), "")
        assert gateway.evidence(CARL) == []


def test_without_a_gateway_it_does_the_work_and_sends_the_texts(
    run: Run, root: Path, company: Company, api: str
) -> None:
    write_settings(root, api)
    make_store(root)
    assert run("reconcile", root) == (0, told(4, 4, 2, 1), "")
    with running(root, company=company) as gateway:
        assert gateway.permitted(ANA)
        assert [len(gateway.received(person)) for person in (ANA, BEN, CARL)] == [2, 1, 0]
        assert run("reconcile", root).out == told(4, 0, 0, 0)


def test_a_message_that_is_delivered_after_all_counts_once(run: Run, root: Path, company: Company) -> None:
    with running(root, company=company) as gateway:
        lend_settings(root, gateway)
        assert run("reconcile", root).code == 0
        (sid,) = [one.sid for one in company.messages.values() if one.body == "AGREE"]
        assert gateway.text(ANA, "AGREE", MessageSid=sid).texts == []
        assert len(gateway.evidence(ANA)) == 2


@pytest.mark.parametrize("since", ["", "24", "1w", "0h", "-1h", "12345h"])
def test_a_length_of_time_that_is_none_is_one_line(run: Run, root: Path, since: str) -> None:
    done = run("reconcile", root, f"--since={since}")
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"capture-gateway: --since .*is no length of time: write 90m, 24h or 7d\n", done.err)


def test_credentials_that_are_refused_are_one_line(run: Run, root: Path, api: str) -> None:
    write_settings(root, api, "another-token")
    make_store(root)
    done = run("reconcile", root)
    assert (done.code, done.out) == (2, "")
    assert "Twilio refuses these credentials" in done.err
    assert done.err.count("\n") == 1


def test_settings_that_are_missing_are_named(run: Run, root: Path) -> None:
    make_store(root)
    done = run("reconcile", root)
    assert done.code == 2
    assert "CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID" in done.err


@pytest.mark.sqlite_only("elsewhere nobody orders anything: every process does it itself")
def test_a_process_that_takes_no_orders_is_told_and_the_order_withdrawn(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "TAKEN_WITHIN", 0.0)
    database = Database(url_of(root / "var" / "evidence.db"), KEYS)
    database.lock()
    done = run("reconcile", root)
    assert done.code == 2
    assert "takes no orders" in done.err
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM work_order").scalar() == 0
    database.close()


def test_no_number_is_printed(run: Run, root: Path, company: Company) -> None:
    with running(root, company=company) as gateway:
        lend_settings(root, gateway)
        done = run("reconcile", root)
    assert done.code == 0
    assert not re.search(r"\d{7}", json.dumps(done))
