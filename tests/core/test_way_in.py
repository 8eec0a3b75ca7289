from capture_gateway.core.way_in import Choice, Scene, WayIn


def scene(name: str, *choices: Choice, is_disclosure: bool = True) -> Scene:
    return Scene(name, "", "words", is_disclosure, (), choices)


def test_every_act_that_means_something_comes_once_in_order() -> None:
    agree, stop = Choice("1", "agree", "thanks"), Choice("8", "stop", "stopped")
    scenes = (scene("a", agree, stop), scene("b", stop))
    way = WayIn("voice", "voice", "speech", "en", None, "", scenes, (Choice("STOP", "stop"),))
    assert [choice.act for choice in way.choices("stop")] == ["8", "STOP"]
    assert [choice.act for choice in way.choices("agree", "stop")] == ["1", "8", "STOP"]
    assert list(way.choices("help")) == []


def test_only_disclosures_can_be_agreed_to() -> None:
    way = WayIn("voice", "voice", "speech", "en", None, "", (scene("menu", is_disclosure=False), scene("offer")), ())
    assert [each.name for each in way.disclosures] == ["offer"]
