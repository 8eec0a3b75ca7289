import pytest

from capture_gateway.prompts.lint import signs
from tests.prompts.lint.bluebird import case, words


@pytest.mark.parametrize("text", ["Reply STOP.", "“STOP” to end", "STOP=end is no, STOP is"])
def test_stop_stands_alone_in_capitals(text: str) -> None:
    assert signs.stop_word(case(text)) is None


@pytest.mark.parametrize("text", ["Reply stop.", "Stop to end", "NONSTOP", "STOP2END", "STOPALL", "STOP=END"])
def test_what_is_not_stop(text: str) -> None:
    assert signs.stop_word(case(text)) == ""


@pytest.mark.parametrize("text", ["STOP2END", "STOP2QUIT", "STOP=END", "Stop 2 end", "STOP4STOP", "STOP-OPT out"])
def test_stop2end(text: str) -> None:
    assert signs.no_stop2end(case(text)) is not None
    assert signs.no_stop2end(case("Reply STOP to end, 2 msgs/mo. STOP 24 hours a day")) is None


@pytest.mark.parametrize(
    "text",
    [
        "TODO", "Hi {{ name }}", "Hi {name}", "[First Name]", "[your brand]", "[INSERT LINK]", "<nombre>",
        "Lorem ipsum", "by XXX", "{% if %}", "[Nom de l'entreprise]",
    ],
)  # fmt: skip
def test_placeholders(text: str) -> None:
    assert signs.placeholder(case(text)) is not None


@pytest.mark.parametrize("text", ["[ ] I agree", "[x] I agree", "Mobile: [____]", "a < b", "⟦category⟧", "1 < 2 > 0"])
def test_what_is_no_placeholder(text: str) -> None:
    assert signs.placeholder(case(text)) is None


@pytest.mark.parametrize(
    "text", ["bit.ly/x", "https://bit.ly/3x", "HTTP://TinyURL.com/a", "see t.co.", "go: rb.gy/q", "t.ly"]
)
def test_public_shorteners(text: str) -> None:
    assert signs.shortener(case(text)) is not None


@pytest.mark.parametrize(
    "text",
    ["https://habit.ly/x", "orbit.lyon.example", "not.co", "https://a.example/t.co", "is.gd.example", "it.com"],
)
def test_what_is_no_public_shortener(text: str) -> None:
    assert signs.shortener(case(text)) is None


@pytest.mark.parametrize("text", ["$5", "5 €", "20% off", "20 %", "10 dollars", "R$ 4", "5,99€", "£ 3"])
def test_prices(text: str) -> None:
    assert signs.price(case(text)) is not None


def test_numbers_that_are_no_prices() -> None:
    assert signs.price(case("4 msgs/mo to (415) 555-0100, 24/7. You can stop at 8 pm.")) is None


@pytest.mark.parametrize(
    "text", ["https://bluebird.example", "www.bluebird.example", "bluebird.example/more", "a.co.uk/x"]
)
def test_links(text: str) -> None:
    assert signs.link(case(text)) is not None


@pytest.mark.parametrize("text", ["help@bluebird.example", "Stop. Now", "msgs/mo", "24/7", "Reply STOP/ARRET"])
def test_what_is_no_link(text: str) -> None:
    assert signs.link(case(text)) is None


def test_ticked_boxes() -> None:
    assert [signs.no_tick(case(text)) for text in ("☑ I agree", "[x] I agree", "☐ I agree", "[ ] I agree")] == [
        "☑", "[x]", None, None,
    ]  # fmt: skip


def test_two_segments_are_cheap() -> None:
    assert signs.cheap(case("a" * 306)) is None
    assert signs.cheap(case("a" * 307)) == "3 in GSM-7"
    assert signs.cheap(case("á" * 135)) == "3 in UCS-2"
    assert signs.cheap(case("a" * 306 + "⟦remaining⟧")) is None


def test_characters_that_cost_are_named_with_their_price_and_what_replaces_them() -> None:
    assert signs.dear(case("already “agreed" + "a" * 100)) == (
        '“ (U+201C, which a provider may replace by "): 2 segments in UCS-2'
    )
    assert signs.dear(case("hidden\u200bspace")) == (
        "zero width space (U+200B, which a provider may replace by nothing): 1 segment in UCS-2"
    )
    assert signs.dear(case("emoji 🎉, bullet •")) == (
        "🎉 (U+1F389), • (U+2022, which a provider may replace by -): 1 segment in UCS-2"
    )


def test_letters_that_a_language_needs_are_no_fault() -> None:
    assert signs.dear(case(words("más información", language="es"))) is None
    assert signs.dear(case(words("más información"))) is not None
    assert signs.dear(case(words("más – información", language="es"))) == (
        "– (U+2013, which a provider may replace by -): 1 segment in UCS-2"
    )


def test_a_message_in_a_thread_is_no_text_message() -> None:
    message = words("“" + "a" * 2_000, "confirmation", "whatsapp")
    assert signs.dear(case(message)) is signs.cheap(case(message)) is signs.too_long(case(message)) is None


def test_the_longest_text() -> None:
    assert signs.too_long(case("a" * 1_600)) is None
    assert signs.too_long(case("a" * 1_601)) == "1601 characters of 1600"
