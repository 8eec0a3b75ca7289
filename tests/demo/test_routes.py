"""What the page's script asks for, over real HTTP to a real demo."""

import json
import re

import pytest

from tests.demo.conftest import Demo


def refusal(demo: Demo, path: str, body: object, **headers: str) -> tuple[int, str]:
    answer = demo.ask(path, body, **headers)
    return answer.status, json.loads(answer.body)["error"]


def test_the_page_has_no_inline_script_or_style(demo: Demo) -> None:
    html = demo.ask("/").body.decode()
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
    for asset in re.findall(r'(?:src|href)="(/demo/page/[^"]+)"', html):
        assert demo.ask(asset).status == 200


def test_only_the_pages_own_files_are_served(demo: Demo) -> None:
    kinds = {name: demo.ask(f"/demo/page/{name}") for name in ("main.js", "base.css", "icon.svg")}
    assert [answer.content_type.partition(";")[0] for answer in kinds.values()] == [
        "text/javascript",
        "text/css",
        "image/svg+xml",
    ]
    for name in ("nothing.js", "index.html", "..%2frun.py", "%2e%2e/routes.py", "../local.py"):
        assert demo.ask(f"/demo/page/{name}").status == 404


def test_a_text_makes_a_record_and_the_thread_shows_the_answer(demo: Demo, person: str) -> None:
    for word in ("JOIN", "AGREE"):
        demo.told("/demo/text", {"person": person, "text": word})
    state = demo.state(person)
    assert demo.events(person) == ["requested", "given"]
    assert [one["by"] for one in state["thread"]] == ["person", "gateway", "person", "gateway"]
    given = state["records"][-1]
    assert given["disclosure"]["text"] == state["thread"][1]["text"]
    permitted = {(one["category"], one["contact"]) for one in state["permissions"] if one["permitted"]}
    assert ("offers", "sms") in permitted
    assert ("offers", "voice") not in permitted
    assert demo.state(person, after=given["position"])["records"] == []


def test_a_number_may_be_typed_as_people_do(demo: Demo, person: str) -> None:
    demo.told("/demo/text", {"person": f"({person[2:5]}) {person[5:8]}-{person[8:]}", "text": "JOIN"})
    assert demo.events(person) == ["requested"]


@pytest.mark.parametrize("number", ["", "12", "+1415", None, 7, "anonymous"])
def test_a_wrong_number_is_answered_in_words(demo: Demo, number: object) -> None:
    status, sentence = refusal(demo, "/demo/text", {"person": number, "text": "JOIN"})
    assert (status, sentence) == (422, "That is no telephone number. Try one such as +1 415-555-0123.")
    assert demo.told("/demo/state?person=12") == {"problem": sentence}


def test_what_is_no_text_is_answered_in_words(demo: Demo, person: str) -> None:
    assert refusal(demo, "/demo/text", {"person": person, "text": " "}) == (422, "Write something to send.")
    assert refusal(demo, "/demo/text", {"person": person})[0] == 422
    assert refusal(demo, "/demo/text", ["JOIN"])[0] == 400
    assert refusal(demo, "/demo/text", {"person": person, "text": "x" * 20_000})[0] == 413
    status, sentence = refusal(demo, "/demo/text", {"person": person, "text": "x" * 1_601})
    assert (status, "at most 1,600" in sentence) == (422, True)


def test_forms_of_other_sites_are_kept_out(demo: Demo, person: str) -> None:
    body = {"person": person, "text": "JOIN"}
    assert refusal(demo, "/demo/text", body, **{"content-type": "text/plain"})[0] == 415
    assert demo.ask("/demo/text", body, origin="https://evil.example").status == 403
    assert demo.events(person) == []


def test_a_call_is_walked_and_key_one_agrees(demo: Demo, person: str) -> None:
    moment = demo.told("/demo/call", {"person": person})
    spoken = [moment["text"]]
    call = f"/demo/call/{moment['call']}"
    assert demo.told(f"{call}/key", {"key": "1"}) == moment, "a key while the words are spoken is lost"
    while moment["kind"] == "speaking":
        moment = demo.told(f"{call}/next", {"moment": moment["moment"]})
        spoken += [moment["text"]] if moment["kind"] == "speaking" and not moment["gather"] else []
    assert moment["kind"] == "listening"
    demo.told(f"{call}/key", {"key": "1"})
    assert demo.events(person) == ["requested", "given"]
    assert demo.state(person)["records"][-1]["disclosure"]["text"] == " ".join(spoken)
    assert demo.told(f"{call}/hangup", {})["kind"] == "over"


def test_a_call_that_is_hung_up_expires(demo: Demo, person: str) -> None:
    moment = demo.told("/demo/call", {"person": person})
    demo.told(f"/demo/call/{moment['call']}/hangup", {})
    assert demo.events(person) == ["requested", "expired"]


def test_a_hidden_number_is_asked_for(demo: Demo, person: str) -> None:
    moment = demo.told("/demo/call", {"person": person, "hidden": True})
    assert "key in the number" in moment["text"]
    assert demo.events(person) == []


def test_a_wrong_key_or_call_is_answered_in_words(demo: Demo) -> None:
    for key in ("", "11", "x", 1, None):
        assert refusal(demo, "/demo/call/nobody/key", {"key": key}) == (422, "A key is one of 0 to 9, * and #.")
    assert demo.told("/demo/call/nobody/key", {"key": "1"}) == {"kind": "over", "by": ""}
    assert refusal(demo, "/demo/call/nobody/next", {}) == (422, "Which moment?")
