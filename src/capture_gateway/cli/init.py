"""`init`: a new deployment, which starts as a copy of the sample."""

from pathlib import Path
from typing import Annotated

import typer

from capture_gateway.core.errors import OperatorError
from capture_gateway.testing import sample

ENV = """\
# Copy this file to .env and fill it in. The environment wins over .env. Secrets may be env:NAME or file:PATH.

# The base of the addresses that Twilio calls, without a slash at the end; it may have a path.
CAPTURE_GATEWAY_PUBLIC_URL=https://consent.example.com

# Your account: both stand on the start page of https://console.twilio.com. Two tokens, with a comma, while you rotate.
CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID=
CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN=

# Where `doctor` reads your settings at Twilio; a region has an address of its own.
CAPTURE_GATEWAY_TWILIO_API_URL=https://api.twilio.com

# Where the evidence is kept.
CAPTURE_GATEWAY_DATABASE_URL=sqlite:///var/evidence.db

# Where the newest signed checkpoint is kept besides: a file that a restored database does not bring back, best on
# another disk. Empty: beside the database.
CAPTURE_GATEWAY_CHECKPOINT_FILE=

# Three secrets that are made on the first start. Keep copies of them, and not beside copies of the database: with
# DATA_KEY and LOOKUP_KEY everything about people can be read and found in it, without them nothing, ever again.
# SIGNING_KEY signs the ledger; it may hold several keys, the newest first, one a line.
CAPTURE_GATEWAY_DATA_KEY=file:var/data.key
CAPTURE_GATEWAY_LOOKUP_KEY=file:var/lookup.key
CAPTURE_GATEWAY_SIGNING_KEY=file:var/signing.key

# Networks that webhooks may reach besides public https addresses: 10.0.8.0/24, 10.1.0.7/32
CAPTURE_GATEWAY_WEBHOOK_NETWORKS=

# json or text
CAPTURE_GATEWAY_LOG_FORMAT=json
"""

README = """\
# Our consent gateway

A deployment of Capture Gateway. It starts as the sample, the fictional Bluebird Grocers: replace every name, number,
address and price of theirs with yours, and have your lawyer read the words.

    channels/                     the lines that are open: one file for each number or form
    prompts/<program>/            program.toml: who asks, for what, how often
    prompts/<program>/v1/en/      the words, one file each: <name>.<kind>.j2
    prompts/published.lock        the digests of the words that were published; they never change again
    .env.example                  the settings; copy it to .env

1. Rename prompts/bluebird-updates to a program of your own, edit it, and name it in channels/*.toml.
2. Delete prompts/published.lock: it locks the words of the sample.
3. `capture-gateway check` says what is wrong, with file and line.
4. `capture-gateway words publish` locks your words; keep prompts/published.lock in version control.
5. `capture-gateway pack registration` fills in what carriers ask for: a 10DLC campaign, a toll-free verification.
6. `capture-gateway snippet sms` (and voice, web) prints what to paste at Twilio and into your site;
   `capture-gateway doctor` says whether it is set there.
7. `capture-gateway serve` answers. /programs/<program> is the page for carriers' reviewers.

New wording is a new version: copy v1 to v2, edit v2; `capture-gateway words diff v1 v2` says what changes, and for
whom; set `current = "v2"` in program.toml, publish.
"""

IGNORED = """\
.env
var/
"""

FILES = {".env.example": ENV, "README.md": README, ".gitignore": IGNORED}


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Write a new deployment: channels/, prompts/, .env.example and a README that says what to do next.

    Example: capture-gateway init my-deployment
    """
    try:
        if directory.is_dir() and any(directory.iterdir()):
            raise OperatorError(f"{directory} is not empty: name a new folder")
        sample.copy(directory)
        for name, text in FILES.items():
            (directory / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"{directory} cannot be written: {error.strerror}") from error
    typer.echo(f"{directory} is ready: {directory / 'README.md'} says what to do next.")
