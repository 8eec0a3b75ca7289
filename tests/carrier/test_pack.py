import json
from dataclasses import replace

from capture_gateway.carrier.pack import FIRST_LINE, pack
from capture_gateway.core import page_link
from tests.carrier import sample

MATERIAL = sample.material()
NAMES = {
    "README.md", "10dlc-campaign.json", "10dlc-campaign.md", "toll-free-verification.json",
    "toll-free-verification.md", "phone-script.md", "keyword-replies.md", "advanced-opt-out.md", "reviewer-answers.md",
}  # fmt: skip


def test_the_same_files_make_the_same_bytes() -> None:
    first = pack(MATERIAL).files
    assert first.keys() == NAMES
    assert first == pack(sample.material()).files


def test_the_sample_at_a_public_address_leaves_nothing_to_do() -> None:
    made = pack(MATERIAL)
    assert made.to_do == []
    assert made.files["README.md"].startswith(FIRST_LINE)
    assert "Nothing that the files can tell." in made.files["README.md"]


def test_what_is_left_to_do_stands_in_the_readme() -> None:
    made = pack(sample.with_samples(sample.material("http://127.0.0.1:8080")))
    assert len(made.to_do) == 3
    for each in made.to_do:
        assert f"- [ ] {each}\n" in made.files["README.md"]


def test_every_spoken_and_texted_word_is_there_verbatim_in_both_languages() -> None:
    files = pack(MATERIAL).files
    unspoken = {"labels", "pending"}
    for words in MATERIAL.catalogue.all():
        file = {"voice": "phone-script.md", "sms": "keyword-replies.md"}.get(words.kind)
        elsewhere = words.name in ("status-none", "confirm")  # asked of a number that somebody typed into the form
        if file and words.role not in unspoken and not words.slots and not elsewhere:
            sent = page_link.shown(words, MATERIAL.program)
            assert f"```text\n{sent.text}\n```" in files[file], f"{words.name}.{words.kind}"


def test_json_is_what_the_markdown_says() -> None:
    files = pack(MATERIAL).files
    for name in ("10dlc-campaign", "toll-free-verification"):
        for field, value in json.loads(files[f"{name}.json"]).items():
            assert f"## {field}\n" in files[f"{name}.md"]
            if isinstance(value, str):
                assert value in files[f"{name}.md"]


def test_nothing_of_a_template_is_left() -> None:
    for name, text in pack(MATERIAL).files.items():
        assert "{{" not in text, name
        assert "{%" not in text, name
        assert text.endswith("\n")
        assert "\n\n\n" not in text, name


def test_words_without_english_ask_for_a_translation() -> None:
    program = replace(MATERIAL.program, languages=("es",))
    made = pack(replace(MATERIAL, program=program, ways={"es": MATERIAL.ways["es"]}))
    assert made.to_do[0] == "Add an English translation: the words exist in es only (30910)."
    campaign = json.loads(made.files["10dlc-campaign.json"])
    assert campaign["OptOutMessage"].startswith("Bluebird Grocers: Su suscripción está cancelada.")


def test_a_program_without_calls_or_texts_says_so() -> None:
    made = pack(replace(MATERIAL, ways={"en": MATERIAL.registered[2:], "es": []}))
    assert "No voice line is open in this program." in made.files["phone-script.md"]
    assert "No text line is open in this program." in made.files["keyword-replies.md"]
    assert "No text line is open in this program." in made.files["advanced-opt-out.md"]
