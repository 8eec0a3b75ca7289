"""A gateway in a process of its own, and somebody who texts it: `python -m tests.soak.appending PROJECT COUNT FIRST`.

What was confirmed is printed at once: `acked <MessageSid>` and `checkpoint <base64>`; `refused` where it was not.
"""

import base64
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running


def main(project: Path, count: int, first: int) -> None:
    with running(project) as gateway:
        sys.stdout.write("ready\n")
        for line in told(gateway, count, first):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def told(gateway: GatewayUnderTest, count: int, first: int) -> Iterator[str]:
    for number in range(first, first + count):
        texter = gateway.texter(f"+1415{number % 10_000_000:07d}")
        for word in ("JOIN", "AGREE"):
            request = next(texter.text(word))
            answer = gateway.send(request)
            confirmed = answer.status == 200 and b"<Message" in answer.body
            yield f"acked {dict(request.pairs)['MessageSid']}" if confirmed else f"refused {answer.status}"
        yield from published(gateway)
    until = time.monotonic() + 1.5  # a checkpoint follows within a second
    while time.monotonic() < until:
        time.sleep(0.2)
        yield from published(gateway)


def published(gateway: GatewayUnderTest) -> Iterator[str]:
    checkpoint = gateway.send(Request("GET", gateway.base + "/ledger/checkpoint", (), {}))
    if checkpoint.status == 200:
        yield f"checkpoint {base64.b64encode(checkpoint.body).decode()}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
