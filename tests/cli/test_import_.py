"""`import`: through a gateway that is running."""

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from capture_gateway.cli import import_
from capture_gateway.client.transport import Pace
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.browser import Server
from tests.cli.conftest import Done, Run

PROGRAM = "bluebird-updates"
HEADER = "address,event,categories,contact,text,claimed_at,reference\n"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


@pytest.fixture(autouse=True)
def _token(gateway: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPTURE_GATEWAY_TOKEN", gateway.api_token)


def consent(person: str, **changes: Any) -> dict[str, Any]:
    words = {"text": "I agree to weekly offers."}
    return {"address": person, "categories": ["offers"], "contact": ["sms"], "disclosure": words, **changes}


def written(path: Path, *items: Any) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


def run_import(run: Run, gateway: GatewayUnderTest, file: Path, *more: str | Path) -> Done:
    return run("import", file, "--source", "old-crm", "--program", PROGRAM, "--url", gateway.base, *more)


def test_csv_goes_in_and_again_makes_nothing_twice(run: Run, gateway: GatewayUnderTest, tmp_path: Path) -> None:
    ana, ben = somebody(), somebody()
    file = tmp_path / "contacts.csv"
    words = '"Yes, send me\nweekly offers."'
    file.write_text(
        f"{HEADER}{ana},,offers,sms,{words},2024-05-01T09:30:00Z,a of {ana}\n{ben},withdrawn,,,,,\n", encoding="utf-8"
    )
    assert run_import(run, gateway, file) == (0, "2 lines: 2 recorded.\n", "")
    assert run_import(run, gateway, file) == (0, "2 lines: 2 repeated.\n", "")
    (record,) = gateway.evidence(ana)
    assert record["disclosure"]["text"] == "Yes, send me\nweekly offers."
    assert record["times"]["claimed_at"] == "2024-05-01T09:30:00.000Z"
    assert "old-crm" in record["decision"]["reason"]
    assert [one["event"] for one in gateway.evidence(ben)] == ["withdrawn"]
    assert list(tmp_path.iterdir()) == [file]


def test_withdrawals_go_first_wherever_they_stand(run: Run, gateway: GatewayUnderTest, tmp_path: Path) -> None:
    people = [somebody() for _ in range(3)]
    items = [consent(person) for person in people] + [{"event": "withdrawn", "address": people[0]}]
    run_import(run, gateway, written(tmp_path / "contacts.ndjson", *items))
    records = {person: gateway.evidence(person) for person in people}
    assert [one["event"] for one in records[people[0]]] == ["withdrawn", "given"]
    assert records[people[0]][0]["position"] < records[people[1]][0]["position"]
    assert [gateway.permitted(person) for person in people] == [False, True, True]


def test_what_is_refused_is_told_with_the_reason_and_can_be_imported_once_corrected(
    run: Run, gateway: GatewayUnderTest, tmp_path: Path
) -> None:
    ana, ben = somebody(), somebody()
    file = written(tmp_path / "contacts.jsonl", consent(ana), consent(ben, categories=["prizes"]), "no item")
    refused = tmp_path / "contacts.jsonl.refused.ndjson"
    done = run_import(run, gateway, file)
    assert (done.code, done.out) == (1, f"3 lines: 1 recorded, 2 refused, see {refused}\n.".replace("\n.", ".\n"))
    assert stat.S_IMODE(refused.stat().st_mode) == 0o600
    wrong, unreadable = [json.loads(line) for line in refused.read_text().splitlines()]
    assert (wrong["line"], wrong["errors"][0]["field"], wrong["item"]["address"]) == (2, "categories", ben)
    assert (unreadable["line"], unreadable["errors"][0]["field"], unreadable["item"]) == (3, "line", None)
    wrong["item"]["categories"] = ["offers"]
    assert run_import(run, gateway, written(refused, wrong)).out == "1 line: 1 recorded.\n"
    assert gateway.permitted(ben)
    assert run_import(run, gateway, written(file, consent(ana))).code == 0
    assert not (tmp_path / "contacts.jsonl.refused.ndjson.refused.ndjson").exists()


def test_a_dry_run_lets_the_gateway_check_and_records_nothing(
    run: Run, gateway: GatewayUnderTest, tmp_path: Path
) -> None:
    person = somebody()
    file = written(tmp_path / "a", consent(person), consent(person, contact=["fax"]))
    done = run_import(run, gateway, file, "--dry-run", "--format", "ndjson")
    assert (done.code, done.out.partition(", see")[0]) == (1, "2 lines: 1 valid, 1 refused")
    assert gateway.evidence(person) == []


def test_many_lines_go_in_several_requests(run: Run, gateway: GatewayUnderTest, tmp_path: Path) -> None:
    people = [f"+1415558{number:04d}" for number in range(1_100)]
    file = written(tmp_path / "many.ndjson", *(consent(person) for person in people))
    assert run_import(run, gateway, file).out == "1,100 lines: 1,100 recorded.\n"
    assert gateway.permitted(people[0])
    assert gateway.permitted(people[-1])


def test_the_token_may_stand_in_a_file(
    run: Run, gateway: GatewayUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAPTURE_GATEWAY_TOKEN")
    file = written(tmp_path / "a.ndjson", consent(somebody()))
    done = run_import(run, gateway, file)
    assert (done.code, "CAPTURE_GATEWAY_TOKEN" in done.err) == (2, True)
    token = tmp_path / "token"
    token.write_text(gateway.api_token + "\n")
    assert run_import(run, gateway, file, "--token-file", token).code == 0
    token.write_text("another")
    done = run_import(run, gateway, file, "--token-file", token)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"capture-gateway: http://\S+: 401 .*\n", done.err)


@pytest.mark.parametrize(
    ("name", "content", "more", "told"),
    [
        ("none.csv", None, (), "there is no file"),
        ("a.xlsx", "", (), "say what a.xlsx is"),
        ("a.csv", "name\n", (), "there is no column 'name'"),
        ("a.ndjson", "{}", ("--url", "ftp://gateway"), "the gateway's address"),
        ("a.ndjson", "{}", ("--token-file", "/nowhere"), "the token cannot be read"),
    ],
)
def test_a_mistake_is_one_line(
    run: Run,
    gateway: GatewayUnderTest,
    tmp_path: Path,
    name: str,
    content: str | None,
    more: tuple[str, ...],
    told: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    done = run_import(run, gateway, tmp_path / name, *more)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


def test_an_empty_file_is_nothing(run: Run, gateway: GatewayUnderTest, tmp_path: Path) -> None:
    assert run_import(run, gateway, written(tmp_path / "a.ndjson")) == (0, "0 lines.\n", "")


class Faulty:
    """A gateway that is not always there: what it answers, one after the other; then everything is recorded."""

    def __init__(self, *answers: Response) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []

    async def answer(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        if self.answers:
            return self.answers.pop(0)
        items = json.loads(self.bodies[-1])["items"]
        return JSONResponse({"items": [{"status": "recorded", "id": "x", "errors": None} for _ in items]})


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses take no time."""
    found: list[float] = []
    monkeypatch.setattr(import_, "pace", Pace(sleep=found.append))
    return found


def served(run: Run, faulty: Faulty, file: Path) -> Done:
    server = Server()
    server.run(Starlette(routes=[Route("/v1/evidence/import", faulty.answer, methods=["POST"])]))
    try:
        return run("import", file, "--source", "crm", "--url", server.address)
    finally:
        server.stop()


def test_what_is_busy_is_asked_again_with_the_same(run: Run, tmp_path: Path, waited: list[float]) -> None:
    faulty = Faulty(Response(status_code=429, headers={"Retry-After": "7"}), Response(status_code=503))
    file = written(tmp_path / "a.ndjson", consent("+14155550123"))
    assert served(run, faulty, file) == (0, "1 line: 1 recorded.\n", "")
    assert len(set(faulty.bodies)) == 1
    assert len(faulty.bodies) == 3
    assert waited[0] == 7


def test_who_does_not_come_back_is_told_of_in_one_line_without_a_number(
    run: Run, tmp_path: Path, waited: list[float]
) -> None:
    file = written(tmp_path / "a.ndjson", consent("+14155550123"))
    faulty = Faulty(*(Response(status_code=503) for _ in range(99)))
    done = served(run, faulty, file)
    assert (done.code, done.out) == (2, "")
    assert re.match(r"capture-gateway: http://127\.0\.0\.1:\d+: no answer after", done.err)
    assert done.err.count("\n") == 1
    assert not re.search(r"\d{7}", done.err)


def test_where_nobody_listens_is_told_at_once(run: Run, tmp_path: Path, waited: list[float]) -> None:
    file = written(tmp_path / "a.ndjson", consent("+14155550123"))
    done = run("import", file, "--source", "crm", "--url", "http://127.0.0.1:9")
    assert (done.code, done.out, waited) == (2, "", [])
    assert done.err.startswith("capture-gateway: nobody answers at http://127.0.0.1:9: ")
    assert done.err.count("\n") == 1
