"""A site that shows the form: any page, under any policy, on another origin than the gateway."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Page, Request
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from capture_gateway.channels.web.pasted import Pasted, pasted
from capture_gateway.testing import sample
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.browser import Server

STRICT = "default-src 'none'; script-src {gateway}; frame-src {gateway}; require-trusted-types-for 'script'"
"""Nothing but the form."""

_LISTEN = """
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    globalThis.told = [];
    globalThis.captured = new Promise((done) => addEventListener("captured", (event) => {
        told.push([event.target.localName, event.detail]);
        done(told);
    }));
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
"""


class Host:
    """The site. `pages`: path -> its HTML; one policy for all."""

    def __init__(self) -> None:
        self._server = Server()
        self.origin = self._server.address.replace("127.0.0.1", "localhost")
        """Registered."""
        self.elsewhere = self._server.address
        """The same pages under a name that is not."""
        self.pages: dict[str, str] = {}
        self.policy = ""

    def run(self) -> None:
        """Serve."""
        self._server.run(Starlette(routes=[Route("/{path:path}", self._page)]))

    def stop(self) -> None:
        """End it."""
        self._server.stop()

    async def _page(self, request: Asked) -> Response:
        html = self.pages.get(request.url.path)
        headers = {"Content-Security-Policy": self.policy} if self.policy else {}
        return HTMLResponse(html or "", 200 if html else 404, headers)


@dataclass(frozen=True, slots=True)
class Framing:
    """A gateway and a site that may show its form."""

    gateway: GatewayUnderTest
    host: Host

    @property
    def pasted(self) -> Pasted:
        """What the site pastes."""
        return pasted(self.gateway.deployment.lines["web"], self.gateway.deployment.catalogue, self.gateway.base)

    @property
    def form(self) -> str:
        """Address of the form."""
        return f"{self.gateway.base}/c/web/form"

    def words(self, name: str, language: str = "en") -> Any:
        """Words of the form."""
        return self.gateway.deployment.catalogue.words("bluebird-updates", language, name, "web")

    def label(self, name: str, language: str = "en") -> str:
        """A label of the form."""
        text: str = self.words("labels", language).labels[name]
        return text

    def page(self, body: str = "", head: str | None = None, policy: str = STRICT, style: str = "") -> str:
        """Make a page of the site the one at `/`; its address."""
        head = self.pasted.script if head is None else head
        self.host.policy = policy.format(gateway=self.gateway.base)
        html = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>{head}'
        html += f"<style>{style}</style>" if style else ""
        self.host.pages["/"] = f"{html}</head><body>{body}</body></html>"
        return f"{self.host.origin}/"


@contextmanager
def framing(folder: Path, edit: Callable[[str], str] = lambda line: line) -> Iterator[Framing]:
    """Run both. `edit`: what is changed in the form's channels/web.toml."""
    host = Host()
    with ExitStack() as stack:
        stack.callback(host.stop)
        project = sample.copy(folder / "deployment")
        line = project / "channels" / "web.toml"
        sites = re.sub(r"(?m)^sites = .*$", f'sites = ["{host.origin}"]', line.read_text(encoding="utf-8"))
        line.write_text(edit(sites), encoding="utf-8")
        host.run()
        yield Framing(stack.enter_context(running(project)), host)


def listening(page: Page) -> list[Request]:
    """From now on the page notes violations of policies, `captured` and layout shifts; what it asks for is listed."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.add_init_script(_LISTEN)
    return asked


def inside(page: Page, number: int = 0) -> FrameLocator:
    """The form in the frame of an element."""
    return page.locator("optin-form").nth(number).frame_locator("iframe")
