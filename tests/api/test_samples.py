"""The samples run as they are printed."""

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from capture_gateway.api.endpoint import Example, Link, Operation
from capture_gateway.api.samples import of
from capture_gateway.testing.running import GatewayUnderTest


@pytest.fixture(scope="module")
def printed(gateway: GatewayUnderTest) -> dict[str, list[str]]:
    """Every sample of the page, by its label."""
    page = requests.get(f"{gateway.base}/docs", timeout=30).text
    found: dict[str, list[str]] = {}
    for label, source in re.findall(
        r"<summary>(curl|Python)</summary>\s*<pre><code>(.*?)</code></pre>", page, re.DOTALL
    ):
        found.setdefault(label, []).append(html.unescape(source))
    return found


def run(gateway: GatewayUnderTest, *command: str) -> str:
    folder = Path(sys.executable).parent  # `python3` of the samples is this one
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "CAPTURE_GATEWAY_URL": gateway.base,
        "CAPTURE_GATEWAY_TOKEN": gateway.api_token,
    }
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_there_are_two_for_every_operation(gateway: GatewayUnderTest, printed: dict[str, list[str]]) -> None:
    _, document = gateway.get("/openapi.json")
    count = sum(len(methods) for methods in document["paths"].values())
    assert len(printed["curl"]) == len(printed["Python"]) == count


def test_in_a_shell(gateway: GatewayUnderTest, printed: dict[str, list[str]], customer: str) -> None:
    gateway.text(customer, "not interested")
    script = "set -euo pipefail\n" + "\n".join(
        f'{source} >out && echo "$(<out)" | head -c 2000; echo' for source in printed["curl"]
    )
    out = run(gateway, "bash", "-c", f"cd $(mktemp -d)\n{script}")
    assert json.loads(out.splitlines()[0])["items"][0]["reason"]


def test_in_python(gateway: GatewayUnderTest, printed: dict[str, list[str]], customer: str) -> None:
    gateway.text(customer, "not interested")
    out = run(gateway, sys.executable, "-c", "\n\n".join(printed["Python"]))
    assert len(out.splitlines()) >= len(printed["Python"])


def _operation(name: str, path: str, **more: object) -> Operation:
    given = {"method": "GET", "scope": "s", "tag": "things", "summary": "", "description": "", "query": None,
             "body": None, "gives": None, **more}  # fmt: skip
    return Operation(name=name, path=path, **given)  # type: ignore[arg-type]


def test_what_is_awkward_for_a_shell_and_for_python() -> None:
    hostile = {"text": 'it\'s "so"; $(no) `no` \\ 你好', "flag": True, "none": None, "list": ["a" * 60, "b" * 60]}
    one = _operation("make", "/things", method="POST", is_idempotent=True, example=Example(body=hostile))
    shell, python = of(one, [one])
    echoed = subprocess.run(
        ["bash", "-c", shell["source"].replace("curl ", "printf '%s\\n' ", 1)],
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    assert json.loads(echoed[echoed.index("{") :]) == hostile
    assert "Idempotency-Key: my-thing-4711" in echoed
    body = re.search(r"^body = (.*?)^answer", python["source"], re.DOTALL | re.MULTILINE)
    assert body is not None
    assert eval(body[1]) == hostile  # noqa: S307 - our own text


def test_where_the_id_comes_from() -> None:
    make = _operation("make", "/things", method="POST", example=Example(body={}), gives=None,
                      links={"drop": Link("drop", {"id": "$response.body#/id"})})  # fmt: skip
    drop = _operation("drop", "/things/{id}", method="DELETE")
    shell, python = (one["source"] for one in of(drop, [make, drop]))
    assert "curl -sS --fail-with-body -X DELETE" in shell
    assert "xargs -I {}" in shell
    assert "found = session.post" in python
    assert "/things/{found['id']}" in python
    assert python.rstrip().endswith("print(answer.status_code)")
