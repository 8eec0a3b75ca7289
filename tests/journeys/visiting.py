"""A gateway for visitors with real browsers: the sample's form, a shop that frames it, telephones that text."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from capture_gateway.definitions import Deployment
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.phone import Account, Company, Texter, run, through
from tests.browser import Server
from tests.channels.web import sample

NUMBER = "(415) 555-0123"
TITLE = "Sign up for texts"


class Shop:
    """A site of the sender's: any page, with the form in a frame."""

    def __init__(self, form: str) -> None:
        self._server = Server()
        self.form = form
        self.here = self._server.address
        """As the gateway knows it."""
        self.elsewhere = self.here.replace("127.0.0.1", "localhost")
        """The same pages under a name that is not registered."""

    def run(self) -> None:
        self._server.run(Starlette(routes=[Route("/", self._page)]))

    async def _page(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return HTMLResponse(
            f'<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>'
            f'<iframe title="{TITLE}" src="{self.form}{query}" width="100%" height="900"></iframe>'
        )

    def stop(self) -> None:
        self._server.stop()


class Gateway:
    """A deployment, served on loopback, with one more registered site. `possession` is how its form proves numbers."""

    def __init__(self, deployment: Deployment, folder: Path, possession: str | None) -> None:
        self.clock = Clock()
        self.folder = folder
        self._server = Server()
        self.address = self._server.address
        self.form = f"{self.address}/c/web/form"
        self.shop = Shop(self.form)
        line = deployment.lines["web"]
        options = replace(line.options, sites=(*line.options.sites, self.shop.here), possession=possession)
        self.deployment = replace(deployment, lines={**deployment.lines, "web": replace(line, options=options)})
        self._settings = sample.settings_for(folder, self.address)

    def run(self) -> None:
        """Serve it, and the shop."""
        self._server.run(sample.application(self.deployment, self._settings, self.clock))
        self.shop.run()

    def stop(self) -> None:
        """End both."""
        self.shop.stop()
        self._server.stop()

    def words(self, name: str, language: str = "en") -> Any:
        """Words of the form."""
        return self.deployment.catalogue.words("bluebird-updates", language, name, "web")

    def label(self, name: str, language: str = "en") -> str:
        """A label of the form."""
        text: str = self.words("labels", language).labels[name]
        return text

    def records(self) -> list[dict[str, Any]]:
        """All evidence, in ledger order."""
        headers = {"authorization": f"Bearer {sample.API_TOKEN}"}
        items: list[dict[str, Any]] = httpx2.get(f"{self.address}/v1/evidence", headers=headers).json()["items"]
        return items

    def text(self, body: str, number: str = sample.SUBJECT.removeprefix("tel:")) -> list[str]:
        """Somebody texts the sample's text line; what comes back."""
        account = Account(self._settings.twilio_account_sid, sample.TWILIO_TOKEN)
        texter = Texter(
            Company(account, now=self.clock), number, line="+14155550100", url=f"{self.address}/c/sms/message"
        )
        with httpx2.Client() as client:
            return run(texter.text(body), through(client)).texts


@contextmanager
def serving(
    folder: Path, possession: str | None = "text-to-join", deployment: Deployment | None = None
) -> Iterator[Gateway]:
    """The sample, or another deployment, served while somebody visits it."""
    found = deployment or sample.unchanged()
    assert found is not None
    gateway = Gateway(found, folder, possession)
    gateway.run()
    try:
        yield gateway
    finally:
        gateway.stop()


def rendered(page: Any, place: str) -> str:
    """What the browser renders of the paragraphs in `place`, joined as a record has them."""
    return "\n".join(paragraph.inner_text() for paragraph in page.locator(f"{place} p").all())


def tick(page: Any, name: str) -> None:
    """Tick the box with this label."""
    page.get_by_role("checkbox", name=name, exact=True).check()


def width(page: Page) -> int:
    """How wide the document is, in CSS pixels, whatever the window shows of it."""
    wide: int = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    return wide


def fill_in(gateway: Gateway, page: Any, language: str = "en", number: str = NUMBER) -> None:
    """The number and one box, ready to be sent."""
    page.get_by_label(gateway.label("number", language)).fill(number)
    tick(page, gateway.deployment.lines["web"].program.categories["offers"].label[language])
