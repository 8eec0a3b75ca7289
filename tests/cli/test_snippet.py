import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from capture_gateway.channels.web import embed
from tests.cli.conftest import Run

RETRY = "#rc=3&rp=ct,rt,5xx"


@pytest.fixture
def public(root: Path) -> Path:
    (root / ".env").write_text("CAPTURE_GATEWAY_PUBLIC_URL=https://gateway.example/consent/\n", encoding="utf-8")
    return root


def test_a_text_line_has_its_webhook(run: Run, public: Path) -> None:
    done = run("snippet", "sms", "--project", public)
    assert (done.code, done.err) == (0, "")
    heading, webhook, fallback = done.out.splitlines()
    assert heading == "+1 415-555-0100, Messaging, at https://console.twilio.com"
    assert webhook.strip().startswith("A message comes in ")
    assert fallback.strip().startswith("Primary handler fails ")
    for row in (webhook, fallback):
        assert row.split()[-1] == f"https://gateway.example/consent/c/sms/message{RETRY}"


def test_a_voice_line_has_its_calls_and_their_ends(run: Run, public: Path) -> None:
    done = run("snippet", "voice", "--project", public)
    assert done.code == 0
    assert done.out.count(f"https://gateway.example/consent/c/voice/call{RETRY}\n") == 2
    assert f"https://gateway.example/consent/c/voice/call-status{RETRY}\n" in done.out


def pasted(out: str, tag: str) -> list[ET.Element]:
    """Each `<tag …>…</tag>` in what is printed, read as a browser would."""
    found = re.findall(rf"<{tag}\b.*?</{tag}>", out, re.DOTALL)
    return [ET.fromstring(re.sub(r" crossorigin(?=>)", ' crossorigin=""', one)) for one in found]


def test_a_form_has_its_script_pinned(run: Run, public: Path) -> None:
    (script,) = pasted(run("snippet", "web", "--project", public).out, "script")
    assert script.attrib == {
        "type": "module",
        "src": f"https://gateway.example/consent{embed.NEWEST.path}",
        "integrity": embed.NEWEST.integrity,
        "crossorigin": "",
    }


def test_a_form_has_an_element_with_a_link_for_each_language(run: Run, public: Path) -> None:
    english, spanish = pasted(run("snippet", "web", "--project", public).out, "optin-form")
    assert (english.get("lang"), spanish.get("lang")) == ("en", "es")
    for element, title in ((english, "Messages from Bluebird Grocers"), (spanish, "Mensajes de Bluebird Grocers")):
        form = "https://gateway.example/consent/c/web/form"
        assert (element.get("src"), element.get("title")) == (form, title)
        (link,) = element
        assert (link.tag, link.get("href"), link.text) == ("a", f"{form}?lang={element.get('lang')}", title)
        fixed, area = (element.get("reserve") or "").split(" ")
        assert int(fixed) > 0
        assert int(area) > 0


def test_a_form_has_a_plain_frame_for_each_language(run: Run, public: Path) -> None:
    english, spanish = pasted(run("snippet", "web", "--project", public).out, "iframe")
    assert english.get("src") == "https://gateway.example/consent/c/web/form?lang=en"
    assert spanish.get("src") == "https://gateway.example/consent/c/web/form?lang=es"
    assert spanish.get("title") == "Mensajes de Bluebird Grocers"


def test_a_form_has_what_a_policy_must_allow_and_who_may_frame_it(run: Run, public: Path) -> None:
    out = run("snippet", "web", "--project", public).out
    assert "script-src https://gateway.example; frame-src https://gateway.example\n" in out
    assert "(channels/web.toml): https://bluebird.example\n" in out


def test_one_line_of_style_keeps_the_place_of_each_language(run: Run, public: Path) -> None:
    done = run("snippet", "web", "--project", public)
    (style,) = [line for line in done.out.splitlines() if line.startswith("@media")]
    assert style.count("{") == style.count("}")
    for element in pasted(done.out, "optin-form"):
        fixed, area = (element.get("reserve") or "").split(" ")
        assert f'[lang="{element.get("lang")}"]:not(:defined)::before{{height:calc({fixed}px + {area}px/' in style


def test_one_line_may_be_named_by_its_id(run: Run, public: Path) -> None:
    (public / "channels/sms.toml").rename(public / "channels/store.toml")
    by_id, by_kind = (run("snippet", what, "--project", public) for what in ("store", "sms"))
    assert "/c/store/message" in by_id.out
    assert by_id == by_kind


def test_an_unset_address_is_said(run: Run, root: Path) -> None:
    done = run("snippet", "sms", "--project", root)
    assert done.code == 0
    assert done.err == (
        "These start with http://127.0.0.1:8080: set CAPTURE_GATEWAY_PUBLIC_URL to your own address first.\n"
    )


def test_an_unknown_line_is_told_with_what_there_is(run: Run, public: Path) -> None:
    assert run("snippet", "fax", "--project", public) == (
        2, "", "capture-gateway: there is no line fax with something to paste; there are sms, voice, web\n",
    )  # fmt: skip


def test_a_deployment_with_errors_is_told_with_the_first_one(run: Run, public: Path) -> None:
    (public / "channels/sms.toml").write_text('kind = "smoke"\nprogram = "bluebird-updates"\n', encoding="utf-8")
    done = run("snippet", "voice", "--project", public)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "capture-gateway: channels/sms.toml:1: D02 kind: there is no 'smoke'; there are sms, voice, web "
        f"(capture-gateway check {public} shows everything that is wrong)\n"
    )


def test_a_setting_that_is_wrong_is_one_line(run: Run, root: Path) -> None:
    (root / ".env").write_text("CAPTURE_GATEWAY_PUBLIC_URL=gateway.example\n", encoding="utf-8")
    done = run("snippet", "sms", "--project", root)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("capture-gateway: CAPTURE_GATEWAY_PUBLIC_URL is not usable")
