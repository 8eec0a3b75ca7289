"""`webhook`: endpoints from the command line, beside a running gateway and without one."""

import re
import threading
from pathlib import Path

import pytest

from capture_gateway.cli import ordering
from capture_gateway.intake import orders
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.cli.conftest import Run
from tests.postgres import is_postgresql
from tests.receiver import receiving

URL = "https://receiver.example/consent"
MADE = re.compile(r"([0-9a-f-]{36})\n(whsec_[A-Za-z0-9+/=]{44})\n")


def add(run: Run, root: Path, url: str = URL, *more: str) -> tuple[str, str]:
    done = run("webhook", "add", url, *more, "--project", root)
    found = MADE.fullmatch(done.out)
    assert (done.code, found is not None) == (0, True), done
    assert found is not None
    return found[1], found[2]


def test_an_endpoint_is_made_listed_and_removed(run: Run, root: Path) -> None:
    hears = ("--event", "withdrawn", "--event", "given", "--program", "bluebird-updates")
    identifier, secret = add(run, root, URL, *hears, "--description", "CRM\x1b[2J")
    other, _ = add(run, root, "https://other.example/")
    done = run("webhook", "list", "--project", root)
    assert secret not in done.out
    assert done.out.splitlines() == [
        f"{identifier} {URL}",
        "    CRM\N{REPLACEMENT CHARACTER}[2J",
        "    withdrawn, given of bluebird-updates, done up to position -1",
        "    enabled",
        f"{other} https://other.example/",
        "    every event of every program, done up to position -1",
        "    enabled",
    ]
    assert run("webhook", "remove", identifier, "--project", root).code == 0
    assert identifier not in run("webhook", "list", "--project", root).out
    done = run("webhook", "remove", identifier, "--project", root)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_secret_is_printed_once_for_each_rotation(run: Run, root: Path) -> None:
    identifier, secret = add(run, root)
    done = run("webhook", "rotate", identifier, "--keep", "60", "--project", root)
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/=]{44}\n", done.out)
    assert done.out.strip() != secret


MISTAKES = {
    ("add", "http://127.0.0.1/"): "https",
    ("add", "https://169.254.169.254/"): "metadata",
    ("add", URL, "--event", "opened"): "known: requested",
    ("add", URL, "--program", "another"): "known: bluebird-updates",
    ("add", URL, "--after", "7"): "no record yet",
    ("add", URL, "--after", "-2"): "--after",
    ("replay", "nothing", "--after", "-1"): "no webhook endpoint",
    ("rotate", "nothing"): "no webhook endpoint",
    ("enable", "nothing"): "no webhook endpoint",
    ("test", "nothing"): "no gateway is running",
}


def test_a_mistake_is_one_line_and_exit_2(run: Run, root: Path) -> None:
    for arguments, said in MISTAKES.items():
        done = run("webhook", *arguments, "--project", root)
        if is_postgresql() and "no gateway" in said:
            said = "no webhook endpoint"  # noqa: PLW2901 - nobody knows there whether one runs
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert said in done.err


@pytest.mark.parametrize("command", [("list",), ("add", URL), ("remove", "nothing")])
def test_a_folder_without_a_deployment_is_said_to_be_none_and_left_alone(
    command: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    done = run("webhook", *command, "--project", tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"there is no deployment in {tmp_path}" in done.err
    assert list(tmp_path.iterdir()) == []


def test_beside_a_running_gateway_what_is_made_works_at_once(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "POLL", 0.02)
    monkeypatch.setattr(ordering, "LOOK_EVERY", 0.02)
    (root / ".env").write_text("CAPTURE_GATEWAY_WEBHOOK_NETWORKS=127.0.0.1/32\n")
    with running(root) as gateway, receiving() as receiver:
        identifier, _ = add(run, root, receiver.url)
        done = run("webhook", "test", identifier, "--project", root)
        assert re.fullmatch(r"msg_[0-9a-f-]{36}: 204 was answered after \d+ ms\.\n", done.out)
        assert (done.code, [one.id for one in receiver.received]) == (0, [done.out.partition(":")[0]])

        receiver.status = 500
        done = run("webhook", "test", identifier, "--project", root)
        assert "500 was answered" in done.out
        assert "it is tried again at" in done.out
        assert done.code == 1

        receiver.status = 204
        gateway.text("+14155550130", "STOP")
        (record,) = gateway.evidence()
        receiver.until(lambda one: one.id == f"msg_{record['id']}")
        until_logged(gateway, identifier, record["position"])
        assert run("webhook", "replay", identifier, "--after", "-1", "--project", root).code == 0
        receiver.until(lambda one: one.id == f"msg_{record['id']}", times=2)


def until_logged(gateway: GatewayUnderTest, identifier: str, position: int) -> None:
    """What is replayed is what is done with, as the log tells; the log is a moment behind."""
    for _ in range(3_000):
        _, page = gateway.get(f"/v1/webhooks/{identifier}/deliveries", state="delivered")
        if position in [one["position"] for one in page["items"]]:
            return
        threading.Event().wait(0.01)
    raise AssertionError("it is not in the log")
