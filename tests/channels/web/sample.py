"""The repository's own deployment, served; and a visitor who fills in its form."""

import functools
import html
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.testclient import TestClient

from capture_gateway import app
from capture_gateway.channels import kinds
from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.definitions import Deployment, load
from capture_gateway.settings import Settings
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing import kept
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.phone import Account, Company, Texter, run, through

ROOT = Path(__file__).parents[3]
API_TOKEN = "api"
TWILIO_TOKEN = "secret"
NUMBER = "(415) 555-0123"
SUBJECT = "tel:+14155550123"

Edits = Mapping[str, Callable[[str], str]]
"""File of the sample -> what a test makes of its text."""


def possession(mode: str | None) -> Edits:
    """The edit that makes the form prove numbers in another way; None: the key is left out."""
    written = "" if mode is None else f'possession = "{mode}"'
    return {"channels/web.toml": lambda text: text.replace('possession = "text-to-join"', written)}


AT_ONCE = possession("none")
"""What is ticked counts at once."""


def copy(folder: Path, edits: Edits) -> Path:
    """A copy of the sample with some files edited."""
    for name in ("channels", "prompts"):
        shutil.copytree(ROOT / name, folder / name)
    for file, edit in edits.items():
        before = (folder / file).read_text(encoding="utf-8")
        after = edit(before)
        assert after != before, f"the edit of {file} changes nothing"
        (folder / file).write_text(after, encoding="utf-8")
    (folder / "prompts" / "published.lock").unlink(missing_ok=True)
    return folder


def read(root: Path) -> tuple[Deployment | None, list[Problem]]:
    """The deployment in `root`, read by every kind there is."""
    return load(root, {kind.name: kind.read for kind in kinds().values()})


class Site:
    """A running gateway, and what a test asks of it."""

    def __init__(self, client: TestClient, deployment: Deployment, clock: Clock, settings: Settings) -> None:
        self.client = client
        self.deployment = deployment
        self.clock = clock
        self.settings = settings

    def words(self, name: str, language: str = "en", kind: str = "web") -> Words:
        """Words of the form, or of another kind."""
        words = self.deployment.catalogue.words("bluebird-updates", language, name, kind)
        assert words is not None
        return words

    def label(self, name: str, language: str = "en") -> str:
        """A label of the form."""
        return self.words("labels", language).labels[name]

    def page(self, query: str = "", **headers: str) -> str:
        """A fresh form."""
        response = self.client.get(f"/c/web/form{query}", headers=headers)
        assert response.status_code == 200
        return response.text

    def token(self, query: str = "", **headers: str) -> str:
        """The token in a fresh form."""
        return token_in(self.page(query, **headers))

    def post(self, body: str, query: str = "", **headers: str) -> Any:
        """The answer to a posted form."""
        headers = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self.client.post(f"/c/web/form{query}", content=body.encode(), headers=headers)

    def text(self, body: str, number: str = SUBJECT.removeprefix("tel:")) -> list[str]:
        """Send a text to the sample's text line; what comes back."""
        account = Account(self.settings.twilio_account_sid, TWILIO_TOKEN)
        url = f"{self.settings.public_url}/c/sms/message"
        texter = Texter(Company(account, now=self.clock), number, line="+14155550100", url=url)
        return run(texter.text(body), through(self.client)).texts

    def records(self) -> list[dict[str, Any]]:
        """All evidence, in ledger order."""
        response = self.client.get("/v1/evidence", headers={"authorization": f"Bearer {API_TOKEN}"})
        assert response.status_code == 200, response.text
        items: list[dict[str, Any]] = response.json()["items"]
        return items

    def erase(self, address: str) -> dict[str, Any]:
        """Erase a person; what came of it."""
        asked, headers = {"address": address, "reason": "asked"}, {"authorization": f"Bearer {API_TOKEN}"}
        response = self.client.post("/v1/erasures", json=asked, headers=headers)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def outbox(self) -> list[dict[str, str]]:
        """Purpose and text of what is to be sent, oldest first."""
        texts = [told.text for told in kept.texts(self.settings.database)]
        return [{"purpose": text.purpose, "text": text.words.text} for text in texts]

    def permission(self, category: str, contact: str, address: str = SUBJECT) -> dict[str, Any]:
        """Today's answer."""
        query = urlencode({"address": address, "program": "bluebird-updates", "category": category, "contact": contact})
        response = self.client.get(f"/v1/permission?{query}", headers={"authorization": f"Bearer {API_TOKEN}"})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


def settings_for(folder: Path, public_url: str = "http://testserver") -> Settings:
    """Settings of a deployment whose data lies in `folder`."""
    return Settings.of(
        folder,
        public_url=public_url,
        twilio_account_sid="AC" + "1" * 32,
        twilio_auth_token=TWILIO_TOKEN,
        twilio_api_url="http://127.0.0.1:9",  # nobody is there: no text leaves
    )


def application(deployment: Deployment, settings: Settings, clock: Callable[[], int]) -> Starlette:
    """The gateway over `deployment`, with a token for its questions."""
    database = Database(settings.database, KEYS)
    with database.transaction() as connection:
        if tokens.scopes_of(connection, API_TOKEN) is None:
            tokens.create(connection, "tests", tokens.SCOPES, API_TOKEN, clock())
    database.close()
    return app.build(settings, deployment, now=clock)


@contextmanager
def serving(deployment: Deployment, settings: Settings) -> Iterator[Site]:
    """Serve a deployment over a test client."""
    clock = Clock()
    with TestClient(application(deployment, settings, clock), follow_redirects=False) as client:
        yield Site(client, deployment, clock, settings)


@contextmanager
def site(folder: Path, edits: Edits | None = None) -> Iterator[Site]:
    """Serve the sample, or an edited copy of it."""
    deployment = unchanged() if edits is None else read(copy(folder / "deployment", edits))[0]
    assert deployment is not None
    with serving(deployment, settings_for(folder)) as running:
        yield running


@functools.cache
def unchanged() -> Deployment | None:
    """The sample as it is."""
    return read(ROOT)[0]


def body(
    token: str, tel: str = NUMBER, category: tuple[str, ...] = ("offers",), voice: bool = False, **more: str
) -> str:
    """What a browser posts."""
    contact = ["sms", "whatsapp", *(["voice"] if voice else [])]
    return urlencode(
        {"token": token, "contact": contact, "tel": tel, "category": category, "website": "", **more}, True
    )


def token_in(page: str) -> str:
    """The hidden token of a form."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found, "the page is no form"
    return found[1]


def paragraphs(page: str, place: str) -> str:
    """The paragraphs inside the element with this id or class, joined as the record has them."""
    found = re.search(rf'<div (?:class="[^"]*" )?(?:id|class)="{place}">(.*?)</div>', page, re.DOTALL)
    assert found, place
    texts = re.findall(r"<p>(.*?)</p>", found[1], re.DOTALL)
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", text)) for text in texts)


def ticked(page: str) -> list[str]:
    """Values of the boxes that come ticked."""
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert boxes
    return [re.findall(r'value="([^"]+)"', box)[0] for box in boxes if re.search(r"\bchecked\b", box)]
