import pytest

from capture_gateway.client.errors import Invalid, Refused, refused, without_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not an address: +14155550123.", "Not an address: …."),
        ("(415) 555-0123 is no number", "(… is no number"),
        ("whatsapp:+44 20 7946 0018", "whatsapp:…"),
        ("Write an instant such as 2026-11-22T10:00:00Z.", "Write an instant such as 2026-11-22T10:00:00Z."),
        ("at most 1000 items, 123456 bytes", "at most 1000 items, 123456 bytes"),
    ],
)
def test_numbers_are_taken_out_and_times_are_left(text: str, kept: str) -> None:
    assert without_numbers(text) == kept


def test_the_status_says_which_it_is() -> None:
    assert type(refused(422, "unprocessable", "no")) is Invalid
    assert type(refused(418, "teapot", "no")) is Refused
    assert str(refused(403, "forbidden", "No scope.")) == "403 forbidden: No scope."
