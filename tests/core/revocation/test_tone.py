import pytest

from capture_gateway.core.revocation import tone


@pytest.mark.parametrize(
    ("text", "found"),
    [("🛑", "stop"), ("👎👎", "tone"), ("🤬", "tone"), ("🖕🏽", "tone"), ("🙂", ""), ("", ""), ("👍", "")],
)
def test_c2_signs_without_words(text: str, found: str) -> None:
    assert tone.signs(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Liked “Reply STOP to opt out”", "reaction"),
        ("Loved “20 % off”", "reaction"),
        ("Disliked “20 % off. STOP to end”", "tone"),
        ("Gefällt mir: „STOP zum Abmelden“", "reaction"),
        ("No le gustó “Responda STOP”", "tone"),
        ("A aimé « Répondez STOP »", "reaction"),
        ("Não curtiu “Responda SAIR”", "tone"),
        ("👎 to “ Reply STOP ”", "tone"),
        ("I said “stop texting me”", ""),
        ("Liked it", ""),
    ],
)
def test_b0_a_reaction_quotes_our_words_and_not_theirs(text: str, found: str) -> None:
    assert tone.reaction(text) == found


@pytest.mark.parametrize(
    "text", ["ugh", "pffft", "seriously??? again", "omg not again", "really", "you guys again", "wtf"]
)
def test_c2_a_sigh(text: str) -> None:
    assert tone.sigh(text)


@pytest.mark.parametrize("text", ["really good", "try again", "it", "wow", "ugh traffic", "seriously, thank you"])
def test_b0_no_sigh(text: str) -> None:
    assert not tone.sigh(text)
