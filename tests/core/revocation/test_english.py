"""English ways of wishing to leave, and what only sounds like them (RULES B0, C1, C2, C3)."""

import pytest

from capture_gateway.core.revocation import understand

WITHDRAW = """
    one more text and I'll report you to the FTC · next message goes straight to my attorney ·
    If I receive another message I will file a complaint · I request the removal of my number from your contact list ·
    Please expunge my information from your marketing database · only order updates, no offers please ·
    I just want delivery notifications, not the promos · remove 4155550133 from your list ·
    Sign me out of these alerts ·
    my daughter is 9, do not text her phone · No need to keep texting me · my consent is revoked · can u not text me ·
    what part of stop don't you understand · plz stp texting me · lol stop texting me · i no want more message please ·
    I'd appreciate it if I never heard from you again · Please take me off your mailing list · STOP to end ·
    I'm on the do not call registry · turn notifications off · stop trying to sell me stuff · stop im broke ·
    I would rather you stop · this number is no longer Sam's · Sorry but Sam isn't at this number ·
    I am not the customer you're looking for · Any consent previously given is withdrawn · You may not text me ·
    none of the promos please · get these off my phone · these texts are not welcome ·
    I already unsubscribed, third time!
"""
OTHER = """
    why did you stop the weekly specials? · Why don't I get coupons anymore? · I used to get recipes, why no more? ·
    my sister unsubscribed but I want to stay · My husband opted out, can you keep me on? ·
    my kid texted stop, please ignore · it says reply STOP to opt out, but I only want the menu ·
    did I unsubscribe? · I didn't unsubscribe, why am I not getting the coupons? · what time do you close today ·
    noise cancelling headphones in stock? · Wrong number of eggs, I got 6 not 12 · no more than 3 please ·
    doctor told me to stop the metformin, do you still refill the other one? · should I stop my blood thinner? ·
    stuck in stop and go traffic · I do not wish to be removed · I don't want to leave the list ·
    can you send the receipt to my lawyer · please tell the driver to stop honking · I'm not leaving ·
    I haven't heard from you about my refund · stop at the second gate · no longer need the table for 6, make it 4 ·
    I don't want it spicy · don't want any ice · not mine, that's my roommate's order · the music wont stop ·
    remove me as the driver, add my wife · did someone remove me from the list? · call me at 415-555-0134
"""
UNCLEAR = """
    can I unsubscribe? · what happens if I reply stop · is it possible to opt out? · email me instead · I prefer email ·
    text instead of calling · pause for a month · no texts until Monday please · can you text me less ·
    cancel my Netflix subscription · I never signed up for this · you again · seriously? again? · pfff · ugh ·
    how do I stop this?
"""
HELP = """
    What does 'Reply STOP' mean? · what does opt out mean · can you explain what this is · who do I contact ·
    I don't understand these messages · what commands can I use · how did you get my number
"""


@pytest.mark.parametrize(
    ("intent", "texts"), [("withdraw", WITHDRAW), ("other", OTHER), ("unclear", UNCLEAR), ("help", HELP)]
)
def test_b0_c1_c2_c3_ways_of_speaking(intent: str, texts: str) -> None:
    read = {text: understand(text).intent for text in " ".join(texts.split()).split(" · ")}
    assert read == dict.fromkeys(read, intent)


def test_c1_a_reason_without_its_apostrophe_is_no_german_idiom() -> None:
    assert understand("stop im driving").intent == "withdraw"
    assert understand("Stopp im Ort").intent == "other"
