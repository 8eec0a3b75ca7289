"""A real browser for tests: `from tests.browser import ...` for helpers; the fixtures are loaded by the top conftest.

Chromium is the system's own (`CHROMIUM` names another one), so that nothing is downloaded while tests run.
"""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# How long something may take on a machine that does much else: not how long it should.
expect.set_options(timeout=20_000)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """The path of the browser, or None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: for a session, Playwright's own event loop would keep other tests from theirs."""
    path = chromium()
    if path is None:
        pytest.fail("there is no Chromium: apt-get install -y chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@dataclass(slots=True)
class Visit:
    """One visitor: a page of their own, and what their browser complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """Errors of the console: violations of the policy, resources that failed, exceptions."""


class Visitors:
    """Makes visitors, and looks after them when the test is over."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def __call__(self, width: int = 1280, **options: Any) -> Visit:
        """A new visitor. `options`: Playwright's of a context, such as locale, color_scheme, java_script_enabled."""
        context = self._browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        visit = Visit(context.new_page())

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                visit.complaints.append(message.text)

        context.on("console", note)
        context.on("weberror", lambda error: visit.complaints.append(str(error.error)))
        return visit

    def close(self) -> None:
        """Close everybody's windows."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Makes visitors, each with a context of their own."""
    made = Visitors(browser)
    yield made
    made.close()


class Server:
    """An ASGI application on a free port of loopback. `address` is known before it runs."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: uvicorn.Server | None = None

    def run(self, app: Any) -> None:
        """Serve `app` in a thread. Connections wait in the socket until it is ready."""
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._thread.start()

    def leave(self) -> None:
        """End it soon, and wait for nothing."""
        if self._server is not None:
            self._server.should_exit = True

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self._server is not None:
            self.leave()
            self._thread.join()
        self._socket.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.0 to 2.2, levels A and AA, as sentences."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}  # the rest is only counted
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
