"""Themes: what a site may ask for, and what keeps its page readable whatever it asks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.web import theme
from capture_gateway.channels.web.page import STYLE
from capture_gateway.channels.web.theme import PLAIN, Theme, contrast, parse, readable

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_our_own_look_adds_nothing() -> None:
    assert parse({}) == PLAIN
    assert (PLAIN.query(), PLAIN.css(), PLAIN.source()) == ("", "", "")


def test_a_theme_is_read_and_kept() -> None:
    asked = parse({"color": "#00AA88", "radius": "0", "size": "20", "scheme": "dark", "lang": "es"})
    assert asked == Theme("#00aa88", 0, 20, "dark")
    assert asked.query() == "color=%2300aa88&radius=0&size=20&scheme=dark"
    assert parse({"color": "00aa88"}) == Theme("#00aa88")
    assert asked.css().startswith("@media screen{:root{color-scheme:dark;font-size:125.0000%;--radius:0px;--accent:")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("color", "red"), ("color", "#fff"), ("color", "#00aa88;}"), ("color", "#00aa8८"), ("color", ""),
        ("radius", "25"), ("radius", "-1"), ("radius", "4px"), ("radius", "٤"), ("radius", "100"),
        ("size", "15"), ("size", "25"), ("size", "1e1"), ("size", "16.5"),
        ("scheme", "auto"), ("scheme", "sepia"), ("scheme", "DARK"),
    ],
)  # fmt: skip
def test_bad_values_are_passed_over(name: str, value: str) -> None:
    assert parse({name: value}) == PLAIN


@given(st.dictionaries(st.sampled_from(["color", "radius", "size", "scheme"]), st.text(max_size=12)))
def test_nothing_but_our_own_spelling_reaches_a_page(query: dict[str, str]) -> None:
    css = parse(query).css()
    assert re.fullmatch(r"(@media screen\{:root\{[a-z0-9:;,.()#%-]+\}\})?", css)


@given(COLORS)
def test_every_color_is_readable_in_both_schemes(color: str) -> None:
    css = Theme(color=color).css()
    grounds = ((theme.LIGHT_GROUND, theme.LIGHT_SHEET), (theme.DARK_GROUND, theme.DARK_SHEET))
    found = {name: pair.split(",") for name, pair in re.findall(r"--([a-z-]+):light-dark\((.*?)\)", css)}
    assert sorted(found) == ["accent", "accent-strong", "link", "on-accent"]
    for at, (ground, sheet) in enumerate(grounds):
        accent, written, pressed, link = (found[name][at] for name in ("accent", "on-accent", "accent-strong", "link"))
        assert contrast(accent, ground) >= 3
        assert contrast(accent, sheet) >= 3
        assert contrast(written, accent) >= 4.5
        assert contrast(written, pressed) >= 4.5
        assert contrast(link, sheet) >= 7
        assert contrast(link, ground) >= 4.5


def test_a_color_that_is_readable_stays_as_it_is() -> None:
    assert readable("#17499b", "#ffffff", 7) == "#17499b"
    assert readable("#ffe600", "#18202a", 7) == "#ffe600"
    assert readable("#ffe600", "#ffffff", 7) != "#ffe600"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("size", sorted(theme.SIZES))
def test_letters_only_grow(size: int) -> None:
    share = re.search(r"font-size:([0-9.]+)%", Theme(size=size).css())
    assert share
    assert float(share[1]) >= 100


def test_grounds_are_those_of_the_style_sheet() -> None:
    style = STYLE.decode()
    for name, light, dark in (("sheet", "#fff", theme.DARK_SHEET), ("ground", theme.LIGHT_GROUND, "#0e131a")):
        assert f"--{name}: light-dark({light}, {dark});" in style
    assert f"--tint: light-dark(#f5f8fd, {theme.DARK_GROUND});" in style
