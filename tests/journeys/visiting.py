"""A gateway for visitors with real browsers: the sample's form, a shop that frames it, telephones that text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from capture_gateway.definitions import Deployment
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.browser import Server
from tests.channels.web import sample
from tests.locales import arabic as locale

MOBILE = "+14155550123"
NUMBER = "(415) 555-0123"
TITLE = "Sign up for texts"


class Shop:
    """A site of the sender's: any page, with the form in a frame."""

    def __init__(self) -> None:
        self._server = Server()
        self._form = ""
        self.here = self._server.address
        """As the gateway knows it."""
        self.elsewhere = self.here.replace("127.0.0.1", "localhost")
        """The same pages under a name that is not registered."""

    def run(self, form: str) -> None:
        """Serve it, with the form that is at this address."""
        self._form = form
        self._server.run(Starlette(routes=[Route("/", self._page)]))

    async def _page(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return HTMLResponse(
            f'<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>'
            f'<iframe title="{TITLE}" src="{self._form}{query}" width="100%" height="900"></iframe>'
        )

    def leave(self) -> None:
        """End it soon."""
        self._server.leave()

    def stop(self) -> None:
        """End it."""
        self._server.stop()


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway whose form stands in a shop, too."""

    under_test: GatewayUnderTest
    clock: Clock
    shop: Shop

    @property
    def address(self) -> str:
        """Its origin."""
        return self.under_test.base

    @property
    def form(self) -> str:
        """Address of the form."""
        return f"{self.address}/c/web/form"

    @property
    def deployment(self) -> Deployment:
        """Its lines and words."""
        return self.under_test.deployment

    def words(self, name: str, language: str = "en") -> Any:
        """Words of the form."""
        return self.deployment.catalogue.words("bluebird-updates", language, name, "web")

    def label(self, name: str, language: str = "en") -> str:
        """A label of the form."""
        text: str = self.words("labels", language).labels[name]
        return text

    def records(self) -> list[dict[str, Any]]:
        """All evidence, in ledger order."""
        return self.under_test.evidence()

    def text(self, body: str, number: str = MOBILE) -> None:
        """Somebody texts the sample's text line."""
        self.under_test.text(number, body)

    def code(self) -> str:
        """The six digits that our visitor was texted."""
        (digits,) = re.findall(r"[0-9]{6}", self.under_test.received(MOBILE)[-1])
        return str(digits)


@contextmanager
def serving(
    folder: Path, possession: str | None = "text-to-join", *, arabic: bool = False, edits: sample.Edits | None = None
) -> Iterator[Gateway]:
    """The sample, served while somebody visits it. `possession`: how its form proves numbers."""
    shop = Shop()
    try:
        (locale.copy if arabic else sample.copy)(folder, edits or {})
        line = folder / "channels" / "web.toml"
        text = line.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^possession = .*$", "" if possession is None else f'possession = "{possession}"', text)
        line.write_text(re.sub(r"(?m)^sites = .*$", f'sites = ["{shop.here}"]', text), encoding="utf-8")
        clock = Clock()
        with running(folder, now=clock) as under_test:
            shop.run(f"{under_test.base}/c/web/form")
            yield Gateway(under_test, clock, shop)
            shop.leave()  # while the gateway does
    finally:
        shop.stop()


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
