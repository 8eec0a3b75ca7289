"""The guard: where webhooks may go. A request of ours must reach nothing that its sender could not reach itself.

1. Public addresses, with https, on port 443 or any above 1023. The table of addresses is IANA's, as ssrfguard reads
   it: what an address carries inside (IPv4-mapped, 6to4, NAT64, Teredo) is what counts.
2. Networks that the operator lists may be reached too, and without TLS (then on port 80 as well).
3. Never, whatever is listed: the metadata services of clouds, and the gateway's own listening address.
4. A URL says who is meant and nothing else: no credentials, no fragment, at most 2 000 characters.
5. The address is checked when the socket to it is made, whoever resolved it and however it is written: a name that
   has another address by then (DNS rebinding) is checked by that one. What was refused gets no socket.

OWASP, Server-Side Request Forgery Prevention Cheat Sheet:
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ssrfguard import DEFAULT_DENIED, AddressTable, Block, BlockedAddressError, BlockedURLError, Policy, Reach

from capture_gateway.core.errors import CaptureGatewayError, OperatorError

if TYPE_CHECKING:
    from aiohttp import TCPConnector

LONGEST = 2_000
_PORTS = {"https": 443, "http": 80}
"""Beside those that any program may listen on: from 1024."""
_USE_HTTPS = "Write a URL that begins with https://."
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
_TABLE = AddressTable(
    (
        *DEFAULT_DENIED.blocks,
        Block(ip_network("::/0"), "Not allocated", "RFC4291", Reach.DENIED),
        Block(ip_network("2000::/3"), "Global Unicast", "RFC4291", Reach.PERMITTED),
    )
)
"""IPv6 has many ways to hide an address: what IANA has not given out as global unicast is no target."""
_NEVER = AddressTable(
    tuple(
        block
        for block in DEFAULT_DENIED.blocks
        if block.name.startswith("Cloud metadata") or block.reach is Reach.TRANSLATED
    )
)
"""Metadata services, also inside the addresses that translate to them."""


class Refused(CaptureGatewayError, OSError):
    """It is no target. An OSError, so that aiohttp takes it for a connection that could not be made."""


class Guard:
    """`networks`: CIDRs that are allowed beside public addresses. `own`: host and port where the gateway listens."""

    def __init__(self, networks: Sequence[str] = (), own: tuple[str, int] | None = None) -> None:
        try:
            self._policy = Policy(
                denied_networks=_TABLE,
                allowed_networks=tuple(ip_network(each) for each in networks),
                max_url_length=LONGEST,
            )
        except ValueError as error:
            raise OperatorError(f"the networks that webhooks may reach are not usable: {error}") from error
        self._own = own

    def check(self, url: str) -> None:
        """Refused, with a sentence, when `url` can be no target; names are not looked up, but when they are used."""
        port = _check_parts(url)
        if not self._policy.allowed_networks and url[:5].lower() == "http:":
            raise Refused(_USE_HTTPS)
        try:
            target = replace(self._policy, allowed_ports=frozenset({port})).check_url(url)
        except BlockedURLError as error:
            raise Refused(f"This cannot be a target: {error.reason}.") from error
        if target.address is None and ("[" in urlsplit(url).netloc or _is_number(target.host)):
            raise Refused(f"{target.host} cannot be a target: it is no name, and no address as people write one.")
        if target.address is not None or _is_local(target.host):
            self.check_address(str(target.address or "127.0.0.1"), target.port, target.scheme)

    def check_address(self, host: str, port: int, scheme: str) -> None:
        """Refused, with a sentence, when nothing may be sent to this IP address."""
        address = ip_address(host)
        try:
            _NEVER.classify(address).raise_if_blocked()
            self._policy.check_address(address)
        except BlockedAddressError as error:
            raise Refused(f"{address} cannot be a target: {error.reason}.") from error
        if self._own is not None and port == self._own[1] and _is_here(host):
            raise Refused(f"{address} cannot be a target: the gateway itself listens there.")
        if scheme == "http" and not any(address in network for network in self._policy.allowed_networks):
            raise Refused(f"{address} is in no network that may be reached without TLS: use https.")

    def connector(self, url: str, **options: Any) -> "TCPConnector":
        """For requests to `url`, its scheme being what counts. `options`: of aiohttp's connector, such as `limit`."""
        from aiohttp import TCPConnector  # noqa: PLC0415 - a third of a second, and only who delivers needs it

        return TCPConnector(socket_factory=partial(self._socket, url.partition(":")[0].lower()), **options)

    def _socket(self, scheme: str, where: tuple[Any, ...]) -> socket.socket:
        """`where`: as `socket.getaddrinfo` returns it."""
        family, kind, protocol, _, (host, port, *_scope) = where
        self.check_address(host, port, scheme)
        return socket.socket(family, kind, protocol)


def _check_parts(url: str) -> int:
    """The port of `url`. Refused: what says more or less than where to write to."""
    if len(url) > LONGEST:
        raise Refused(f"A URL has at most {LONGEST} characters.")
    if not url.isprintable():
        raise Refused("A URL with characters that nobody can see cannot be a target.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("This cannot be read as a URL.") from error
    if parts.scheme not in _PORTS:
        raise Refused(_USE_HTTPS)
    if "@" in parts.netloc:
        raise Refused("A URL with credentials cannot be a target: the signature says who is asking.")
    if "#" in url:
        raise Refused("A URL with a fragment cannot be a target: it would not be sent.")
    if port is None:
        return _PORTS[parts.scheme]
    if port < 1_024 and port != _PORTS[parts.scheme]:
        raise Refused(f"Port {port} cannot be a target: use {_PORTS[parts.scheme]}, or one above 1023.")
    return port


def _is_local(host: str) -> bool:
    """Names that mean this computer wherever they are asked for (RFC 6761 section 6.3)."""
    return host.rstrip(".").rpartition(".")[2] == "localhost"


def _is_number(host: str) -> bool:
    """Names whose end some resolvers read as an address: `0x7f.1` (https://url.spec.whatwg.org/#ends-in-a-number)."""
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None


def _is_here(host: str) -> bool:
    """Whether an address is one of this computer's: one can listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True
