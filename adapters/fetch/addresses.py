"""Which addresses a source may be fetched from: names are resolved once, checked, and connected to as checked.

Whatever form a private address comes in (decimal, octal, mapped, behind a name) is judged by what it resolves to.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from domain.errors import RejectedError, TransientError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")
# Networks that are not of the public internet although some versions of `ipaddress` take them for it.
_SPECIAL = tuple(ipaddress.ip_network(name) for name in ("192.0.0.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16"))
_RESOLVE_SECONDS = 10

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Destination:
    """Where to connect for a URL: `host` as the URL names it, `address` as it was resolved and checked."""

    scheme: str
    host: str
    port: int
    address: str
    target: str

    @property
    def pinned_url(self) -> str:
        """The URL with the address in the host's place, so that the name is not resolved again."""
        address = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{address}:{self.port}{self.target}"

    @property
    def host_header(self) -> str:
        """The name that the server is asked for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme] == self.port
        return host if usual else f"{host}:{self.port}"


async def destination(url: str, *, allow_private: bool) -> Destination:
    """Parse, resolve and check a URL.

    Raises RejectedError `fetch.bad_url`, `fetch.unknown_host`, `fetch.forbidden_address`; TransientError
    `fetch.unavailable` when names cannot be resolved at the moment.
    """
    parts = _parsed(url)
    host = parts.hostname or ""
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    addresses = await _resolved(host, port)
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise RejectedError(
                    "fetch.forbidden_address", f"{host} is an address inside a private network; give a public one."
                )
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    return Destination(parts.scheme, host, port, str(addresses[0]), target)


def is_public(address: IPAddress) -> bool:
    """True for addresses of the public internet, also looking at an IPv4 address carried inside an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (address in _IPV4_COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _parsed(url: str) -> SplitResult:
    refusal = RejectedError("fetch.bad_url", "Give a whole http:// or https:// address, without a user name in it.")
    if len(url) > 4096 or any(letter <= " " or letter == "\x7f" for letter in url):
        raise refusal
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refusal from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or port == 0:
        raise refusal
    return parts


async def _resolved(host: str, port: int) -> list[IPAddress]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_RESOLVE_SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            raise TransientError("fetch.unavailable", f"The name {host} cannot be resolved at the moment.") from error
        raise RejectedError("fetch.unknown_host", f"There is no host named {host}. Check the address.") from error
    except TimeoutError as error:
        raise TransientError("fetch.unavailable", f"The name {host} cannot be resolved at the moment.") from error
    # A zone (fe80::1%eth0) never belongs to a public address; without it the address is judged like any other.
    return [ipaddress.ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]
