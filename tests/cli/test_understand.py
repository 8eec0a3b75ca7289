import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cli.conftest import Run


def printed(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_one_text_is_one_line(run: Run) -> None:
    done = run("understand", "Please stop texting me ✋")
    assert (done.code, done.err) == (0, "")
    assert "✋" in done.out
    assert printed(done.out) == [
        {
            "text": "Please stop texting me ✋",
            "intent": "withdraw",
            "rule": "stop-phrase",
            "scope": {"categories": "all", "contact": "all", "extent": "sender"},
            "because": "stop texting",
            "language": "en",
        }
    ]


@pytest.mark.parametrize(
    ("text", "intent", "scope"),
    [
        ("STOP", "withdraw", {"categories": "all", "contact": "all", "extent": "sender"}),
        (
            "stop the weekly offers",
            "withdraw",
            {"categories": ["weekly offers"], "contact": "all", "extent": "program"},
        ),
        ("STOP xyz", "withdraw", {"categories": "all", "contact": "all", "extent": "sender"}),
        ("stop calling me", "unclear", {"categories": "all", "contact": ["voice"], "extent": "sender"}),
        ("cancel my order", "unclear", {"categories": "all", "contact": "all", "extent": "sender"}),
        ("who is this?", "help", {"categories": [], "contact": [], "extent": "program"}),
        ("see you at the bus stop", "other", {"categories": [], "contact": [], "extent": "program"}),
        ("", "other", {"categories": [], "contact": [], "extent": "program"}),
    ],
)
def test_c1_c2_the_scope_is_what_would_stop(run: Run, text: str, intent: str, scope: dict[str, Any]) -> None:
    (line,) = printed(run("understand", text).out)
    assert (line["intent"], line["scope"]) == (intent, scope)


def test_lines_come_from_stdin_whatever_their_bytes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "STOP\r\n\nstop \N{OCTAGONAL SIGN}\n退订\n".encode() + b"\xff\xfe stop texting me\nno"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(typed)))
    done = run("understand", "-")
    assert (done.code, done.err) == (0, "")
    lines = printed(done.out)
    assert [line["intent"] for line in lines] == ["withdraw", "other", "withdraw", "withdraw", "withdraw", "unclear"]
    assert [line["text"] for line in lines[:2]] == ["STOP", ""]
    assert lines[4]["text"] == "\ufffd\ufffd stop texting me"


def test_an_argument_that_is_no_utf_8_is_read(run: Run) -> None:
    (line,) = printed(run("understand", b"stop \xff".decode(errors="surrogateescape")).out)
    assert line["intent"] == "withdraw"


def test_a_text_is_needed(run: Run) -> None:
    done = run("understand")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
