"""Whose call it is, and what shows that a keyed number is theirs."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from capture_gateway.channels import Gateway, kinds
from capture_gateway.channels.voice.keyed import Keyed
from capture_gateway.channels.voice.owner import Owner, Proving, owner_of, proving
from capture_gateway.core import possession
from capture_gateway.core.act import Act, Channel, Control, Intent, Witness
from capture_gateway.core.disclosure import Possession
from capture_gateway.definitions import load
from capture_gateway.intake import Intake
from capture_gateway.settings import Settings
from capture_gateway.storage.database import Database
from capture_gateway.storage.showings import ById
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS
from tests.channels.voice.sample import PROGRAM

NUMBER = "tel:+14155550123"
TYPED = Keyed(NUMBER)
CONFIRMED = Keyed(NUMBER, is_confirmed=True)


@pytest.mark.parametrize(
    ("sender", "keyed", "owner"),
    [
        ("+14155550123", None, Owner(NUMBER, "caller-id")),
        ("+14155550124", CONFIRMED, Owner("tel:+14155550124", "caller-id")),
        ("anonymous", CONFIRMED, Owner(NUMBER, "asserted")),
        ("+266696687", CONFIRMED, Owner(NUMBER, "asserted")),
        ("anonymous", TYPED, None),
        ("anonymous", None, None),
        ("", None, None),
    ],
)
def test_d4_a_number_counts_from_the_caller_id_or_once_it_is_confirmed(
    sender: str, keyed: Keyed | None, owner: Owner | None
) -> None:
    assert owner_of(sender, keyed) == owner


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The sample's; nothing is written, so nothing runs."""
    project: Path = sample.copy(tmp_path_factory.mktemp("project"))
    deployment, problems = load(project, {name: kind.read for name, kind in kinds().items()})
    assert deployment is not None, problems
    settings, words = Settings.of(project), deployment.catalogue
    with closing(Database(settings.database, KEYS)) as database, closing(ById(database)) as by_id:
        intake = Intake(database, words, now=lambda: 0, random=os.urandom)
        yield Gateway(settings, words, intake, (), bytes(32), lambda: 0, os.urandom, deployment.lines, by_id.find)


def proved(gateway: Gateway, intent: Intent, control: Control, mode: Possession | None, language: str = "en") -> Act:
    act = Act(
        id="a", showing_id="s", key="k", intent=intent, kind="keypress", value="1", subject=NUMBER, control=control,
        channel=Channel("voice", "voice"), program=PROGRAM, received_at=7, witness=Witness("provider-signed"),
        showing="0192", language=language,
    )  # fmt: skip
    line = gateway.lines["voice"]
    return proving(act, Proving(mode, gateway.joining(line), gateway.secret), os.urandom(10))


def test_a_caller_id_grants_at_once_and_a_text_confirms_it(gateway: Gateway) -> None:
    for intent in (Intent.AGREE, Intent.WITHDRAW):
        act = proved(gateway, intent, "caller-id", "text-to-join")
        assert (act.grants, act.proof) == (True, None)
        assert act.texting is not None
        assert act.texting.channel.id == "sms"
        assert act.text_id


def test_e_a_keyed_number_is_believed_only_where_the_line_says_so(gateway: Gateway) -> None:
    believed = proved(gateway, Intent.AGREE, "asserted", "none")
    assert (believed.grants, believed.proof, believed.texting is None) == (True, None, False)
    unset = proved(gateway, Intent.AGREE, "asserted", None)
    assert (unset.grants, unset.proof, unset.texting) == (False, None, None)


@pytest.mark.parametrize("mode", ["text-to-join", "reply"])
@pytest.mark.parametrize(("language", "word"), [("en", "JOIN"), ("es", "UNIRME")])
def test_e_a_keyed_number_hears_the_digits_that_prove_it(
    gateway: Gateway, mode: Possession, language: str, word: str
) -> None:
    act = proved(gateway, Intent.AGREE, "asserted", mode, language)
    code = possession.spoken_code(gateway.secret, "0192")
    assert not act.grants
    assert act.proof is not None
    assert (act.proof.mode, act.proof.code, act.proof.made_at) == (mode, "", 7)
    assert possession.is_code("0192", code, act.proof.join)
    assert act.slots == {"join": f"{word} {' '.join(code)}", "number": "4 1 5, 5 5 5, 0 1 0 0"}


def test_a_stop_for_a_keyed_number_may_be_told_to_its_owner_and_needs_no_proof(gateway: Gateway) -> None:
    act = proved(gateway, Intent.WITHDRAW, "asserted", "reply")
    assert act.texting is not None
    assert act.proof is None


def test_what_agrees_to_nothing_needs_no_proof(gateway: Gateway) -> None:
    for intent in (Intent.ASK, Intent.DECLINE, Intent.EXPIRE, Intent.NOTE):
        act = proved(gateway, intent, "asserted", "text-to-join")
        assert (act.grants, act.proof, act.texting) == (True, None, None)
