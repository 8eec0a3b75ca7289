import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.vendors.twilio.fake_account import SID, TOKEN, FakeAccount, failing, served

PUBLIC = "https://consent.bluebird-grocers.com"
RETRY = "#rc=3&rp=ct,rt,5xx"
MESSAGE = f"{PUBLIC}/c/sms/message{RETRY}"
CALL = f"{PUBLIC}/c/voice/call{RETRY}"


@pytest.fixture(scope="module")
def hosted() -> Iterator[tuple[FakeAccount, str]]:
    fake = FakeAccount()
    server = served(fake)
    yield fake, server.address
    server.stop()


@pytest.fixture
def fake(hosted: tuple[FakeAccount, str]) -> FakeAccount:
    account, _ = hosted
    account.__init__()  # type: ignore[misc]
    return account


@pytest.fixture
def ours(root: Path, hosted: tuple[FakeAccount, str]) -> Path:
    settings = {
        "PUBLIC_URL": PUBLIC,
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_API_URL": hosted[1],
    }
    lines = [f"CAPTURE_GATEWAY_{name}={value}\n" for name, value in settings.items()]
    (root / ".env").write_text("".join(lines), encoding="utf-8")
    return root


def set_(root: Path, name: str, value: str) -> None:
    with (root / ".env").open("a", encoding="utf-8") as file:
        file.write(f"CAPTURE_GATEWAY_{name}={value}\n")


def all_is_right(fake: FakeAccount) -> None:
    fake.number(
        "+14155550100", sms_url=MESSAGE, sms_method="POST", sms_fallback_url=MESSAGE, sms_fallback_method="POST"
    )
    fake.number(
        "+14155550101", voice_url=CALL, voice_method="POST", voice_fallback_url=CALL, voice_fallback_method="POST",
        status_callback=f"{PUBLIC}/c/voice/call-status{RETRY}", status_callback_method="POST",
    )  # fmt: skip


def test_when_everything_fits_every_check_says_so(run: Run, ours: Path, fake: FakeAccount) -> None:
    all_is_right(fake)
    done = run("doctor", ours)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"ok          PUBLIC_URL: {PUBLIC} can be called from outside, as far as it tells"
    assert f"ok          sms: A message comes in: POST {MESSAGE}" in lines
    assert [line[:11] for line in lines].count("cannot tell") == 1, "the sample's opt_out"
    assert "To set at Twilio" not in done.out


def test_what_differs_comes_with_what_to_paste(run: Run, ours: Path, fake: FakeAccount) -> None:
    all_is_right(fake)
    fake.numbers[0]["sms_url"] = "https://demo.twilio.com/welcome/sms/reply"
    done = run("doctor", ours)
    assert (done.code, done.err) == (1, "")
    assert (
        "differs     sms: A message comes in: is POST https://demo.twilio.com/welcome/sms/reply, should be "
        f"POST {MESSAGE}\n" in done.out
    )
    _, _, after = done.out.partition("\nTo set at Twilio:\n\n")
    assert after == run("snippet", "sms", "--project", ours).out


def test_the_checks_as_json(run: Run, ours: Path, fake: FakeAccount) -> None:
    all_is_right(fake)
    fake.numbers[1]["trunk_sid"] = "TK1"
    done = run("doctor", ours, "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert found["differs"] == 3
    assert {
        "line": "sms", "what": "A message comes in", "state": "ok", "message": f"POST {MESSAGE}",
    } in found["checks"]  # fmt: skip


def test_it_never_prints_the_token(run: Run, ours: Path, fake: FakeAccount) -> None:
    all_is_right(fake)
    assert TOKEN not in "".join(run("doctor", ours)[1:])
    set_(ours, "TWILIO_AUTH_TOKEN", "rotated-away")
    done = run("doctor", ours)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("capture-gateway: Twilio refuses these credentials: ")
    assert "rotated-away" not in done.err


def test_the_first_of_two_tokens_is_used(run: Run, ours: Path, fake: FakeAccount) -> None:
    all_is_right(fake)
    set_(ours, "TWILIO_AUTH_TOKEN", f"{TOKEN},older")
    assert run("doctor", ours).code == 0


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TWILIO_ACCOUNT_SID", "", "CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID is not set"),
        ("TWILIO_AUTH_TOKEN", "", "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN is not set"),
        ("TWILIO_AUTH_TOKEN", "demo-token", "these are the demo's credentials"),
        (
            "TWILIO_API_URL",
            "http://api.twilio.com",
            "CAPTURE_GATEWAY_TWILIO_API_URL is not usable: write the API's address",
        ),
        ("TWILIO_API_URL", "https://", "CAPTURE_GATEWAY_TWILIO_API_URL is not usable"),
    ],
)
def test_what_is_missing_is_one_line(
    name: str, value: str, message: str, run: Run, ours: Path, fake: FakeAccount
) -> None:
    set_(ours, name, value)
    done = run("doctor", ours)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"capture-gateway: {message}")
    assert fake.asked == []


def test_trouble_at_twilio_is_one_line(run: Run, ours: Path, fake: FakeAccount) -> None:
    fake.broken = failing(503)
    done = run("doctor", ours)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "could not answer (503): try again later." in done.err


def test_a_form_alone_asks_nobody(run: Run, ours: Path, fake: FakeAccount) -> None:
    (ours / "channels/sms.toml").unlink()
    (ours / "channels/voice.toml").unlink()
    form = ours / "channels/web.toml"
    form.write_text(form.read_text().replace('possession = "text-to-join"', 'possession = "none"'))
    done = run("doctor", ours)
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert fake.asked == []


def test_the_help_names_the_settings_and_an_example(run: Run) -> None:
    out = " ".join(run("doctor", "--help").out.split())
    for part in ("CAPTURE_GATEWAY_TWILIO_API_URL", "Example: capture-gateway doctor"):
        assert part in out
