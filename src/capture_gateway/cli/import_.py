"""`import`: what another system knows, into a gateway that is running.

1. Withdrawals go first: the file is read twice, so that nobody who left can be taken for a customer in between.
2. Nothing is recorded twice, so whatever ends half-way is simply run again.
3. What was refused stands in FILE.refused.ndjson, with the reason; corrected there, that file can be imported.
"""

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Self

import orjson
import requests
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from capture_gateway.cli import import_file
from capture_gateway.cli.import_file import Format, Line
from capture_gateway.client.errors import CaptureGatewayError
from capture_gateway.client.transport import CONNECT, Pace, Request, Transport
from capture_gateway.core.errors import OperatorError

IN_FLIGHT = 3
"""Requests at a time: one is worked off while the next ones are read and sent."""
TIMEOUT = 120.0
"""Seconds for one request, with all that is tried again."""
pace = Pace()


def import_(  # noqa: PLR0913 - two are needed, the others have a default
    file: Annotated[Path, typer.Argument(metavar="FILE", help="NDJSON or CSV, by its name or --format.")],
    *,
    source: Annotated[str, typer.Option(metavar="NAME", help="Which system it comes from; each record says so.")],
    program: Annotated[str, typer.Option(metavar="PROGRAM", help="Of items that name none.")] = "",
    url: Annotated[
        str, typer.Option(metavar="URL", envvar="CAPTURE_GATEWAY_URL", help="Where the gateway listens.")
    ] = "http://127.0.0.1:8080",
    token_file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A file with the token; otherwise $CAPTURE_GATEWAY_TOKEN.")
    ] = None,
    token: Annotated[str, typer.Option(envvar="CAPTURE_GATEWAY_TOKEN", hidden=True)] = "",
    form: Annotated[Format | None, typer.Option("--format", help="What FILE is.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Let the gateway check everything; record nothing.")
    ] = False,
) -> None:
    """Record consents and withdrawals that another system took, through the gateway that is running.

    A consent needs the exact words that the person was given, and never undoes a withdrawal. A line of NDJSON is an
    item of POST /v1/evidence/import. The first line of a CSV file names its columns: address, event (given, or
    withdrawn), program, categories, contact (several with ; between), text (the words) or text_file (where they stand:
    beside FILE or in a folder below), language, version, medium, act and value (what the person did), claimed_at,
    reference, reason, source, ip, user_agent, page. Such as:

    address,categories,contact,text,claimed_at,reference

    +14155550123,offers;order-updates,sms,"I agree to texts from Bluebird.",2024-05-01T09:30:00Z,contact-4711

    Running it again records nothing twice. What is refused is written to FILE.refused.ndjson with the reason, and the
    exit code is 1; correct it there, and import that file.

    Example: capture-gateway import contacts.csv --source old-crm --program bluebird-updates --dry-run
    """
    if not file.is_file():
        raise OperatorError(f"there is no file {file}")
    form = form or import_file.format_of(file)
    defaults = {"source": source} | ({"program": program} if program else {})
    gateway = _gateway(url, _token(token_file, token))
    refused = Refused(file.with_name(file.name + ".refused.ndjson"))
    counts: Counter[str] = Counter()
    try:
        with closing(gateway), refused, _bar(file) as show:
            for part in (0, 1):
                wanted = (line for line in import_file.lines(file, form, defaults) if line.is_withdrawal == (part == 0))
                for line, answer in _answers(gateway, wanted, is_dry=dry_run):
                    counts[answer["status"]] += 1
                    if answer["status"] == "refused":
                        refused.add(line, answer["errors"])
                    show(part, line.ends_at, counts)
    except CaptureGatewayError as error:
        done = f" after {counts.total():,} lines; nothing is recorded twice when it is run again" if counts else ""
        raise OperatorError(f"{url}: {error}{done}") from error
    typer.echo(_told(counts, refused.path))
    raise typer.Exit(1 if counts["refused"] else 0)


def _told(counts: Mapping[str, int], refused: Path) -> str:
    named = [f"{counts[status]:,} {status}" for status in ("valid", "recorded", "repeated") if status in counts]
    if "refused" in counts:
        named.append(f"{counts['refused']:,} refused, see {refused}")
    total = sum(counts.values())
    return f"{total:,} {'line' if total == 1 else 'lines'}" + (f": {', '.join(named)}." if named else ".")


def _token(file: Path | None, token: str) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise OperatorError(f"the token cannot be read from {file}") from error
    if not token:
        raise OperatorError("set CAPTURE_GATEWAY_TOKEN, or name a file: --token-file PATH")
    return token


def _gateway(url: str, token: str) -> Transport:
    try:
        gateway = Transport(url, token, TIMEOUT, pace)
        # Later on a gateway may be away for a while; where there is none at first, waiting helps nobody.
        requests.head(url, timeout=CONNECT, allow_redirects=False).close()
    except ValueError as error:
        raise OperatorError(str(error)) from error
    except requests.RequestException as error:
        raise OperatorError(f"nobody answers at {url}: start the gateway, or name where it listens: --url") from error
    return gateway


def _answers(gateway: Transport, wanted: Iterable[Line], *, is_dry: bool) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Each line, and what became of it; in their order, as answers come."""
    with ThreadPoolExecutor(IN_FLIGHT) as threads:
        sent: deque[tuple[list[Line], Future[list[dict[str, Any]]]]] = deque()
        try:
            for chunk in import_file.chunks(iter(wanted)):
                sent.append((chunk, threads.submit(_send, gateway, chunk, is_dry=is_dry)))
                if len(sent) == IN_FLIGHT:
                    yield from _joined(*sent.popleft())
            while sent:
                yield from _joined(*sent.popleft())
        finally:
            for _, waiting in sent:
                waiting.cancel()


def _joined(chunk: list[Line], answers: "Future[list[dict[str, Any]]]") -> Iterator[tuple[Line, dict[str, Any]]]:
    return zip(chunk, answers.result(), strict=True)


def _send(gateway: Transport, chunk: list[Line], *, is_dry: bool) -> list[dict[str, Any]]:
    items = [line.item for line in chunk if not line.error]
    answered: Iterator[dict[str, Any]] = iter(())
    if items:
        body = {"items": items, "dry_run": is_dry}
        answered = iter(gateway.json(Request("POST", "/evidence/import", body=body))["items"])
    return [_unreadable(line) if line.error else next(answered) for line in chunk]


def _unreadable(line: Line) -> dict[str, Any]:
    return {"status": "refused", "errors": [{"field": "line", "detail": line.error}]}


class Refused:
    """The file of what was refused, for its owner alone; there is none as long as nothing was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, line: Line, errors: list[dict[str, str]]) -> None:
        """`{"line", "errors", "item"}`."""
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            try:
                self._file = os.fdopen(os.open(self.path, flags, 0o600), "wb")
            except OSError as error:
                raise self._unwritable(error) from error
        entry = {"line": line.number, "errors": errors, "item": line.item}
        self._file.write(orjson.dumps(entry) + b"\n")

    def _unwritable(self, error: OSError) -> OperatorError:
        return OperatorError(f"{self.path} cannot be written: {error.strerror}")


@contextmanager
def _bar(file: Path) -> Iterator[Any]:
    """On a terminal's stderr: `show(which reading, bytes read, what became of how many)`."""
    console = Console(stderr=True)
    size = file.stat().st_size
    columns = (BarColumn(), TextColumn("{task.percentage:3.0f} %"), TextColumn("{task.description}"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("", total=2 * size)

        def show(reading: int, ends_at: int, counts: Mapping[str, int]) -> None:
            told = f"{sum(counts.values()):,} lines, {counts.get('refused', 0):,} refused"
            progress.update(task, completed=reading * size + ends_at, description=told)

        yield show
