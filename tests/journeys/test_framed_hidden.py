"""The ways of a site to hide the form that it shows, and what the report from inside the frame makes of each.

`pytest -s` prints the table. Whoever hides it answers it too: here a script inside the frame, as no person could.
"""

import os
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import Visitors
from tests.framing import Framing, framing

COVER = "<div style='position: fixed; inset: 0; z-index: 9; pointer-events: none; background: #fff'></div>"
CHECKS = ("visible", "dwell", "text", "size", "viewport", "scale", "direction", "untranslated")

# Name -> style of the element around the form, HTML before it, what `visible` must say.
WAYS = {
    "not hidden": ("", "", "pass"),
    "display: none": ("display: none", "", "fail"),
    "visibility: hidden": ("visibility: hidden", "", "fail"),
    "opacity: 0": ("opacity: 0", "", "fail"),
    "off the screen": ("position: absolute; left: -9999px; width: 600px", "", "fail"),
    "one pixel": ("width: 1px; height: 1px; overflow: hidden", "", "fail"),
    "clip-path": ("clip-path: inset(50%)", "", "fail"),
    "a parent of no height": ("height: 0; overflow: hidden", "", "fail"),
    "below the fold": ("", "<div style='height: 9000px'></div>", "fail"),
    "scale(.01)": ("transform: scale(.01)", "", "fail"),
    "filter: opacity(0)": ("filter: opacity(0)", "", "fail"),
    "filter: blur()": ("filter: blur(20px)", "", "fail"),
    "covered, clicks go through": ("", COVER, "fail"),
    "behind the page": ("position: relative; z-index: -1", COVER.replace("z-index: 9;", ""), "fail"),
    # No browser tells a frame of a mask: what is left to whoever looks at the site itself.
    "a mask": ("mask-image: linear-gradient(transparent, transparent)", "", "pass"),
}
SOME = ("not hidden", "display: none", "opacity: 0", "covered, clicks go through", "a mask")
"""Five seconds each: `make soak` tries them all."""
ANSWER = """(form) => {
    form.querySelector("#tel").value = "%s";
    form.querySelector("[name=category]").checked = true;
    form.requestSubmit();
}"""
# Long enough for a report: after the first time that the frame was drawn; one that is never drawn gets longer.
OPEN_FOR_A_WHILE = """() => new Promise((done) => {
    let drawn = Infinity;
    requestAnimationFrame(() => (drawn = performance.now()));
    const look = () => (performance.now() > Math.min(drawn + 2000, 4000) ? done(true) : setTimeout(look, 50));
    look();
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Framing]:
    with framing(tmp_path_factory.mktemp("hidden")) as one:
        yield one


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    rows = [f"{'':<28}{''.join(f'{name:<14}' for name in CHECKS)}"]
    yield rows
    sys.stdout.write("\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize("way", WAYS if os.environ.get("SOAK_WAYS") else SOME)
def test_what_the_report_says(site: Framing, visitors: Visitors, table: list[str], way: str) -> None:
    style, before, expected = WAYS[way]
    number = f"+14155550{100 + [*WAYS].index(way)}"
    checks = answered(site, visitors, f"{before}<div style='{style}'>{site.pasted.frames['en']}</div>", number)
    table.append(f"{way:<28}{''.join(f'{checks[name]:<14}' for name in CHECKS)}")
    assert checks["visible"] == expected
    assert checks["text"] == "pass"


def test_what_is_inherited_does_not_hide_the_element(site: Framing, visitors: Visitors) -> None:
    """It undoes `visibility: hidden` around it, so it is seen, and says so."""
    body = f"<div style='visibility: hidden'>{site.pasted.elements['en']}</div>"
    assert answered(site, visitors, body, "+14155550130")["visible"] == "pass"


def answered(site: Framing, visitors: Visitors, body: str, number: str) -> dict[str, str]:
    """Answer the form in the frame, wherever that is; what the record's checks say."""
    page = visitors().page
    page.set_viewport_size({"width": 800, "height": 2400})
    page.goto(site.page(body, policy=""))
    frame = page.frame_locator("iframe")
    form = frame.locator("form")
    expect(form).to_be_attached()
    form.evaluate(OPEN_FOR_A_WHILE)
    form.evaluate(ANSWER % number)
    expect(frame.locator(".reply")).to_be_attached()
    record = site.gateway.evidence(number)[0]
    return {check["name"]: check["result"] for check in record["checks"]}
