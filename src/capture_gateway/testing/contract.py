"""What every channel with signed webhooks must do, as tests for pytest: subclass it, and say what people do on a line.

    @pytest.fixture(scope="module")
    def gateway(tmp_path_factory):
        with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
            yield gateway

    class TestTexts(TextContract):
        channel = "sms"

    class TestCalls(ChannelContract):
        channel = "voice"

        def opening(self, gateway, person):          # the signed first request of somebody who wants to agree
            return next(gateway.caller(person).walk())

        def agrees(self, gateway, person): ...       # everything up to `given`; what is heard on the way
        def stops(self, gateway, person): ...        # says stop, in the plainest way

Everybody in these tests has a number of their own, so one gateway serves them all.
"""

# ruff: noqa: D102, S101 - a test's name is its sentence, and it asserts

import itertools
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from capture_gateway.testing.requests import Account, PhoneError, Request, Response, run, twice
from capture_gateway.testing.running import GatewayUnderTest

_numbers = itertools.count()


def somebody() -> str:
    """A number that nobody else in this run has."""
    return f"+1415556{next(_numbers):04d}"


class ChannelContract:
    """See the module."""

    channel: ClassVar[str]
    """The id of the line in the deployment that is served."""

    def opening(self, gateway: GatewayUnderTest, person: str) -> Request:
        """The first request of somebody who wants to agree; it must make a record."""
        raise NotImplementedError

    def agrees(self, gateway: GatewayUnderTest, person: str) -> list[str]:
        """Everything that somebody does until they have agreed, every request delivered twice; what they read or hear.

        PhoneError when the gateway refuses a request.
        """
        raise NotImplementedError

    def stops(self, gateway: GatewayUnderTest, person: str) -> None:
        """Somebody who agreed, or a stranger, wants no more."""
        raise NotImplementedError

    def confirmation(self, gateway: GatewayUnderTest) -> str:
        """What the line says to who agreed, in its first language."""
        line = gateway.deployment.lines[self.channel]
        words = gateway.deployment.catalogue.words(line.program.id, line.languages[0], "confirmation", line.kind)
        assert words is not None
        return words.text

    def refused(self, gateway: GatewayUnderTest, person: str, request: Request, status: int) -> Response:
        """`request` is refused with `status`, and nothing is kept of it."""
        answer = gateway.send(request)
        assert answer.status == status
        assert gateway.evidence(person) == []
        return answer

    def test_an_unsigned_request_is_403_and_empty(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        headers = {name: value for name, value in request.headers.items() if name != "x-twilio-signature"}
        assert self.refused(gateway, person, replace(request, headers=headers), 403).body == b""

    def test_a_forged_signature_is_403_and_empty(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        forged = Account(gateway.account.sid, "a guess").request("POST", request.url, request.pairs)
        assert self.refused(gateway, person, forged, 403).body == b""

    def test_a_request_altered_after_signing_is_403(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        for altered in (
            replace(request, pairs=tuple((name, value + "1") for name, value in request.pairs)),
            replace(request, pairs=(*request.pairs, ("Extra", "1"))),
            replace(request, url=request.url + "?extra=1"),
        ):
            self.refused(gateway, person, altered, 403)

    def test_another_account_or_another_line_is_403(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        for field, value in (("AccountSid", "AC" + "9" * 32), ("To", "+14155550199")):
            pairs = [(name, value if name == field else old) for name, old in request.pairs]
            other = gateway.account.request("POST", request.url, pairs)
            assert self.refused(gateway, person, other, 403).body == b""

    def test_a_field_given_twice_is_400(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        for again in (("From", "+14155550199"), ("From", person)):
            self.refused(gateway, person, gateway.account.request("POST", request.url, (*request.pairs, again)), 400)

    def test_a_body_over_64_kib_is_413(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        large = gateway.account.request("POST", request.url, (*request.pairs, ("Extra", "x" * 65_536)))
        self.refused(gateway, person, large, 413)

    def test_an_unknown_line_is_404(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        url = request.url.replace(f"/c/{self.channel}/", "/c/nobody/")
        self.refused(gateway, person, gateway.account.request("POST", url, request.pairs), 404)

    def test_a_field_that_nobody_knows_changes_nothing(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        newer = gateway.account.request("POST", request.url, (*request.pairs, ("SinceNextYear", "é")))
        assert gateway.send(newer).status == 200
        assert len(gateway.evidence(person)) == 1

    def test_a_repeated_delivery_gets_the_same_bytes_and_one_record(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        answers = {gateway.send(request).body for _ in range(3)}
        assert len(answers) == 1
        assert len(gateway.evidence(person)) == 1

    def test_agreeing_with_every_request_repeated_gives_once(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        assert not gateway.permitted(person)
        assert self.confirmation(gateway) in self.agrees(gateway, person)
        given = gateway.evidence(person, event="given")
        assert len(given) == 1
        assert given[0]["disclosure"]["text"]
        assert gateway.permitted(person)

    def test_a_record_holds_the_signed_request(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        request = self.opening(gateway, person)
        gateway.send(request)
        witness = gateway.evidence(person)[0]["witness"]
        assert witness["level"] == "provider-signed"
        assert witness["request"] == {
            "url": request.url,
            "body": request.body.decode(),
            "signature": request.headers["x-twilio-signature"],
        }

    def test_stop_withdraws_what_was_given(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        self.agrees(gateway, person)
        self.stops(gateway, person)
        assert gateway.evidence(person)[-1]["event"] == "withdrawn"
        assert not gateway.permitted(person)

    def test_stop_is_recorded_for_strangers_too(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        self.stops(gateway, person)
        assert gateway.evidence(person, event="withdrawn")

    def test_agreeing_again_after_stop_counts(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        self.stops(gateway, person)
        self.agrees(gateway, person)
        assert gateway.permitted(person)

    def test_what_cannot_be_kept_is_not_confirmed(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        said: list[str] = []
        with (
            gateway.no_evidence_can_be_written(),
            suppress(PhoneError),
        ):  # a call ends in spoken words, without an error
            said = self.agrees(gateway, person)
        assert self.confirmation(gateway) not in said
        assert gateway.evidence(person) == []
        self.agrees(gateway, person)
        assert gateway.permitted(person)


class TextContract(ChannelContract):
    """For lines that are texted: JOIN and AGREE, STOP, and every alphabet."""

    def opening(self, gateway: GatewayUnderTest, person: str) -> Request:
        """JOIN."""
        return next(gateway.texter(person, self.channel).text("JOIN"))

    def agrees(self, gateway: GatewayUnderTest, person: str) -> list[str]:
        """JOIN, then AGREE."""
        texter = gateway.texter(person, self.channel)
        words = ("JOIN", "AGREE")
        return [text for word in words for text in run(twice(texter.text(word)), gateway.send).words]

    def stops(self, gateway: GatewayUnderTest, person: str) -> None:
        """STOP."""
        run(twice(gateway.texter(person, self.channel).text("STOP")), gateway.send)

    def test_an_agreement_that_cannot_be_kept_counts_when_it_is_delivered_again(
        self, gateway: GatewayUnderTest
    ) -> None:
        person = somebody()
        gateway.text(person, "JOIN", self.channel)
        agree = next(gateway.texter(person, self.channel).text("AGREE"))
        with gateway.no_evidence_can_be_written():
            answer = gateway.send(agree)
        assert answer.status == 503
        assert self.confirmation(gateway).encode() not in answer.body
        assert not gateway.permitted(person)
        assert gateway.send(agree).status == 200
        assert gateway.permitted(person)

    def test_every_way_to_write_stop_withdraws_and_is_kept(self, gateway: GatewayUnderTest) -> None:
        for body in ("Stop 🛑", "\u200fSTOP\u200f", "ＳＴＯＰ", "S\u0301top", " stop!\n", "STOP\x00", "stop\ufffe"):
            person = somebody()
            request = next(gateway.texter(person, self.channel).text(body))
            assert gateway.send(request).status == 200, body
            record = gateway.evidence(person)[-1]
            assert record["event"] == "withdrawn", body
            assert record["witness"]["request"]["body"] == request.body.decode()

    def test_emoji_and_every_script_survive(self, gateway: GatewayUnderTest) -> None:
        for body in ("Stop 🛑", "STOP\u200f ✋🏽", "stop ñ", "join me? لا، STOP"):
            person = somebody()
            gateway.text(person, body, self.channel)
            for record in gateway.evidence(person):
                assert record["act"]["value"] == body

    def test_nothing_at_all_is_no_consent(self, gateway: GatewayUnderTest) -> None:
        person = somebody()
        for body in ("", " ", "🐦", "YES", "AGREE"):  # the words come after AGREE, so nothing agrees to them yet
            gateway.text(person, body, self.channel)
        assert not gateway.evidence(person, event="given")
        assert not gateway.permitted(person)
