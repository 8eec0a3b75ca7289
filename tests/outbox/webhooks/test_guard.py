"""Where webhooks may go: what hostile addresses reach, however they are written, and whatever names resolve to."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from ipaddress import IPv4Address
from typing import Any

import pytest
from aiohttp import ClientConnectorError, ClientError, ClientSession, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult

from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import clock
from capture_gateway.outbox.webhooks.attempt import Outcome, Poster
from capture_gateway.outbox.webhooks.guard import Guard, Refused

HERE, THERE, ANY = "127.0.0.1", "127.0.0.2", str(IPv4Address(0))
NOT_A_TARGET = "an address that is no target"

# {port}: where something of this computer listens, on every address.
HOSTILE = r"""
https://127.0.0.1:{port}/                       https://127.0.0.1/
https://127.0.0.2:{port}/                       https://127.255.255.254:{port}/
https://127.1:{port}/                           https://127.0.1:{port}/
https://2130706433:{port}/                      https://0x7f000001:{port}/
https://0x7f.0.0.1:{port}/                      https://0177.0.0.1:{port}/
https://017700000001:{port}/                    https://127.0.0.01:{port}/
https://0127.0.0.1:{port}/                      https://0.0.0.0:{port}/
https://0:{port}/                               https://00:{port}/
https://0.1.2.3:{port}/                         https://[::1]:{port}/
https://[::]:{port}/                            https://[0:0:0:0:0:0:0:1]:{port}/
https://[::ffff:127.0.0.1]:{port}/              https://[::ffff:7f00:1]:{port}/
https://[::ffff:0:127.0.0.1]:{port}/            https://[::127.0.0.1]:{port}/
https://[64:ff9b::7f00:1]:{port}/               https://[64:ff9b::127.0.0.1]:{port}/
https://[64:ff9b:1::7f00:1]:{port}/             https://[2002:7f00:1::]:{port}/
https://[2001:0:7f00:1::1]:{port}/              https://[2001:0:808:808::80ff:fffe]:{port}/
https://[::1%25lo]:{port}/                      https://[fe80::1%25eth0]:{port}/
https://[fe80::1]:{port}/                       https://[fc00::1]:{port}/
https://[fd12:3456::1]:{port}/                  https://[fec0::1]:{port}/
https://[ff02::1]:{port}/                       https://[2001:db8::1]:{port}/
https://[4000::1]:{port}/                       https://[1::127.0.0.1]:{port}/
https://[5f00::1]:{port}/                       https://[fd00:ec2::254]/
https://localhost:{port}/                       https://LOCALHOST:{port}/
https://localhost.:{port}/                      https://a.localhost:{port}/
https://a.b.localhost.:{port}/                  https://loc%61lhost:{port}/
https://①②⑦.⓪.⓪.①:{port}/                      https://１２７.０.０.１:{port}/
https://127。0。0。1:{port}/                     https://ⓁⓄⒸⒶⓁⒽⓄⓈⓉ:{port}/
https://127.0.0.1.:{port}/                      https://%31%32%37.0.0.1:{port}/
https://10.0.0.1:{port}/                        https://10.255.255.255/
https://172.16.0.1/                             https://172.31.255.255/
https://192.168.1.1/                            https://100.64.0.1/
https://169.254.169.254/latest/meta-data/       https://169.254.1.1/
https://169.254.170.2/                          https://[::ffff:169.254.169.254]/
https://0xa9fea9fe/                             https://2852039166/
https://[64:ff9b::a9fe:a9fe]/                   https://[2002:a9fe:a9fe::]/
https://100.100.100.200/                        https://192.0.0.192/
https://192.0.0.1/                              https://192.0.2.1/
https://198.18.0.1/                             https://198.51.100.1/
https://203.0.113.1/                            https://224.0.0.1/
https://239.255.255.250/                        https://240.0.0.1/
https://255.255.255.255/                        https://192.88.99.1/
https://user@127.0.0.1:{port}/                  https://user:secret@example.com/
https://example.com@127.0.0.1:{port}/           https://127.0.0.1:{port}@example.com/
https://example.com\@127.0.0.1:{port}/          https://@127.0.0.1:{port}/
https://example.com:22/                         https://example.com:25/
https://example.com:80/                         https://example.com:0/
https://example.com:1023/                       https://example.com:65536/
https://example.com:-1/                         https://example.com:abc/
http://example.com/                             http://127.0.0.1:{port}/
http://[::1]:{port}/                            http://8.8.8.8/
ftp://example.com/                              file:///etc/passwd
gopher://127.0.0.1:{port}/_                     unix:///var/run/docker.sock
ws://127.0.0.1:{port}/                          javascript:alert(1)
//127.0.0.1:{port}/                             /consent
https:/127.0.0.1:{port}/                        https:127.0.0.1:{port}
https://                                        https:///consent
https://#                                       https://example.com/#
https://example.com/consent#part                https://[v1.fe80]:{port}/
https://[::1                                    https://[127.0.0.1]:{port}/
https://0x7f.0x1:{port}/                        https://exa_mple.c*m/
https://127.0.0.1%2f@example.com/               https://example.com%00.127.0.0.1/
"""
CONTROL = ["https://exam\nple.com/", "https://exam\tple.com/", "https://exam\0ple.com/",
           "https://example.com\r\n/", "\nhttps://example.com/", " https://example.com/", "https://127.0.0.1:{port}/ ",
           "https://exa mple.com/", "https://exam\u200bple.com/", "https://exam\u00adple.com/",
           "https://example.com/\u202egp"]  # fmt: skip
TABLE = HOSTILE.split() + CONTROL


class Names(AbstractResolver):
    """A resolver of somebody else's: a name has answers of its own, one after the other, the last one for ever.

    Every other name is this computer.
    """

    def __init__(self, **answers: list[str]) -> None:
        self._answers = answers
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        answers = self._answers.get(host.partition(".")[0], [HERE])
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host, host=each, port=port, proto=0, flags=0,
                family=socket.AF_INET6 if ":" in each else socket.AF_INET,
            )
            for each in now.split()
        ]  # fmt: skip

    async def close(self) -> None:
        pass


class Listener:
    """Something that nobody outside should reach: it listens on every address of this computer, and counts."""

    def __init__(self) -> None:
        self.reached = 0
        self.port = 0

    def _come(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reached += 1
        writer.close()

    @classmethod
    @asynccontextmanager
    async def listening(cls) -> Any:
        made = cls()
        everywhere = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        made.port = everywhere.getsockname()[1]
        server = await asyncio.start_server(made._come, sock=everywhere)
        yield made
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def receiving(answer: Callable[[web.Request], Awaitable[web.StreamResponse]], host: str = THERE) -> Any:
    """A receiver on `host`: its port."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host, 0)
    await site.start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def fine(_request: web.Request) -> web.Response:
    return web.Response(status=204)


async def post(url: str, connector: TCPConnector) -> Outcome:
    """As messages are posted, of whatever a check would have said before."""
    poster = Poster(url, connector, clock, seconds=5.0)
    try:
        return await poster.post(b"{}", {})
    finally:
        await poster.close()


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(Refused) as error:
        yield
    assert str(error.value).endswith("."), "a sentence"
    assert len(str(error.value)) < 400


def test_the_table_is_long_and_says_nothing_twice() -> None:
    assert len(TABLE) > 100
    assert len(set(TABLE)) == len(TABLE)


def test_30_what_is_hostile_is_refused_with_a_sentence() -> None:
    for url in TABLE:
        with refused():
            Guard().check(url.format(port=8443))
    with refused():
        Guard().check("https://example.com/" + "a" * 2_000)


@pytest.mark.parametrize("url", ["https://example.com", "HTTPS://Example.COM:443/a?b=c", "https://8.8.8.8:8443/",
                                 "https://[2606:4700::1111]/", "https://bücher.example/", "https://localhost.example/",
                                 "https://64.ff9b.example/", "https://[::ffff:8.8.8.8]/"])  # fmt: skip
def test_what_everybody_can_reach_may_be_a_target(url: str) -> None:
    Guard().check(url)


def test_30_nothing_hostile_is_reached_even_where_nobody_checked_before() -> None:
    async def story() -> None:
        async with Listener.listening() as listener:
            for url in TABLE:
                target = url.format(port=listener.port)
                for one in (target, target.replace("https://", "http://")):
                    outcome = await post(one, Guard(["10.99.99.0/24"]).connector(one, resolver=Names()))
                    assert outcome.status is None, one
                    assert listener.reached == 0, one
            await post(f"http://{HERE}:{listener.port}/", TCPConnector())
            assert listener.reached == 1, "without a guard it is reached"

    asyncio.run(story())


@pytest.mark.parametrize(
    "answer",
    [HERE, "127.255.0.1", "::1", "::ffff:127.0.0.1", ANY, "::", "64:ff9b::7f00:1", "2002:7f00:1::",
     "10.0.0.1", "192.168.0.1", "169.254.169.254", "fe80::1", "fd00::1", f"{HERE} ::1 10.0.0.1"],
)  # fmt: skip
def test_30_a_name_is_where_it_leads(answer: str) -> None:
    async def story() -> None:
        async with Listener.listening() as listener:
            url = f"https://name.example:{listener.port}/"
            Guard().check(url)
            names = Names(name=[answer])
            assert (await post(url, Guard().connector(url, resolver=names))).error == NOT_A_TARGET
            assert (names.asked, listener.reached) == (1, 0)

    asyncio.run(story())


def test_30_a_name_that_leads_elsewhere_the_next_time_is_not_followed() -> None:
    async def story() -> None:
        async with receiving(fine) as port, Listener.listening() as listener:
            guard = Guard([f"{THERE}/32"])
            for cached in (False, True):
                names = Names(name=[THERE, HERE])
                url, other = f"http://name.example:{port}/", f"http://name.example:{listener.port}/"
                options = {"resolver": names, "use_dns_cache": cached, "force_close": True}
                connector = guard.connector(url, **options)
                async with ClientSession(connector=connector) as session:
                    assert (await session.post(url)).status == 204
                    with pytest.raises(ClientConnectorError) as error:
                        await session.post(other)
                assert isinstance(error.value.os_error, Refused)
                assert (names.asked, listener.reached) == (2, 0)

    asyncio.run(story())


def test_30_of_several_answers_only_a_public_one_or_a_listed_one_is_used() -> None:
    async def story() -> None:
        async with Listener.listening() as listener, receiving(fine) as port:
            for answers in (f"{HERE} {THERE}", f"{THERE} {HERE}", f"::1 {THERE} {HERE}"):
                url = f"http://name.example:{port}/"
                connector = Guard([f"{THERE}/32"]).connector(url, resolver=Names(name=[answers]))
                assert (await post(url, connector)).status == 204
            assert listener.reached == 0

    asyncio.run(story())


@pytest.mark.parametrize("follows", [False, True], ids=["as we post", "by a client that follows"])
def test_30_a_redirect_leads_nowhere(follows: bool) -> None:
    async def story() -> None:
        async with Listener.listening() as listener:
            targets = [f"http://{HERE}:{listener.port}/", "http://169.254.169.254/", f"https://[::1]:{listener.port}/"]
            left = iter(targets)

            async def away(_request: web.Request) -> web.Response:
                return web.Response(status=307, headers={"Location": next(left)})

            async with receiving(away) as port:
                url = f"http://{THERE}:{port}/"
                guard = Guard([f"{THERE}/32"])
                for _ in targets:
                    if follows:
                        async with ClientSession(connector=guard.connector(url)) as session:
                            with pytest.raises(ClientConnectorError) as error:
                                await session.post(url)
                            assert isinstance(error.value.os_error, Refused)
                    else:
                        assert (await post(url, guard.connector(url))).status == 307
            assert next(left, None) is None, "each was answered with"
            assert listener.reached == 0

    asyncio.run(story())


def test_30_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with receiving(fine) as port, Listener.listening() as proxy:
            for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy"):
                for each in (name, name.upper()):
                    monkeypatch.setenv(each, f"http://{HERE}:{proxy.port}")
            monkeypatch.delenv("no_proxy", raising=False)
            url = f"http://{THERE}:{port}/"
            assert (await post(url, Guard([f"{THERE}/32"]).connector(url))).status == 204
            assert proxy.reached == 0
            async with ClientSession(trust_env=True) as session:
                with pytest.raises(ClientError):
                    await session.post(url)
            assert proxy.reached > 0, "who believes the environment goes there"

    asyncio.run(story())


@pytest.mark.parametrize("own", [HERE, ANY, "::1", "::"])
def test_the_gateway_itself_is_never_a_target_however_it_is_written(own: str) -> None:
    guard = Guard(["127.0.0.0/8", "::1/128", "0.0.0.0/8", "::/128"], own=(own, 8080))
    for host in (HERE, "127.0.0.3", "localhost", ANY, "[::1]", "[::]"):
        for scheme in ("http", "https"):
            with refused():
                guard.check(f"{scheme}://{host}:8080/")
            guard.check(f"{scheme}://{host}:8081/")
    guard.check("https://8.8.8.8:8080/")


def test_metadata_is_never_a_target_whatever_is_listed() -> None:
    guard = Guard(["0.0.0.0/0", "::/0", "169.254.0.0/16"])
    guard.check("http://169.254.1.1/")
    for host in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "[fd00:ec2::254]",
                 "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]",
                 "[::169.254.169.254]"):  # fmt: skip
        with refused():
            guard.check(f"http://{host}/")


def test_listed_networks_are_reached_without_tls_and_nothing_else_is() -> None:
    guard = Guard(["10.1.0.0/16", "fd00::/8"])
    for url in ("http://10.1.2.3/", "https://10.1.2.3:8443/", "http://[fd00::1]:8080/", "https://8.8.8.8/"):
        guard.check(url)
    for url in (
        "http://10.2.0.1/",
        "https://10.2.0.1/",
        "http://8.8.8.8/",
        "http://10.1.2.3:443/",
        "https://10.1.2.3:80/",
    ):
        with refused():
            guard.check(url)


@pytest.mark.parametrize("network", ["10.0.0.1/8", "somewhere", "64:ff9b::/96", ""])
def test_a_network_that_is_none_stops_the_start(network: str) -> None:
    with pytest.raises(OperatorError):
        Guard([network])
