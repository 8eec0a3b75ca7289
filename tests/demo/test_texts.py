"""Texts that the gateway sends by itself reach the handset in the browser; those that it missed are fetched."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from capture_gateway.settings import PREFIX
from tests.demo.conftest import Demo

RECONCILE = "import sys; from capture_gateway.cli import main; sys.argv[1:] = ['reconcile', sys.argv[1]]; main()"


def thread(demo: Demo, person: str, length: int) -> Any:
    """What the handset shows, once it shows so much."""
    deadline = time.monotonic() + 60
    while len(shown := demo.state(person)["thread"]) < length:
        assert time.monotonic() < deadline, shown
        time.sleep(0.02)
    return shown


def test_a_call_is_confirmed_on_the_handset(demo: Demo, person: str) -> None:
    moment = demo.told("/demo/call", {"person": person})
    call = f"/demo/call/{moment['call']}"
    while moment["kind"] == "speaking":
        moment = demo.told(f"{call}/next", {"moment": moment["moment"]})
    demo.told(f"{call}/key", {"key": "1"})
    (text,) = thread(demo, person, 1)
    assert (text["by"], text["status"]) == ("gateway", "delivered")
    assert "You agreed to" in text["text"]


def test_reconcile_orders_the_running_demo(demo: Demo, person: str) -> None:
    demo.told("/demo/text", {"person": person, "text": "JOIN"})
    command = [sys.executable, "-c", RECONCILE, str(Path(demo.directory))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}  # the demo's own
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert " 0 were missing" in done.stdout
    assert not done.stdout.startswith("0 messages")
