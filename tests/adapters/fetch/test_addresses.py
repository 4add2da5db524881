"""Which addresses are refused: by what they resolve to, whatever form they come in."""

import ipaddress
import socket

import pytest

from adapters.fetch.addresses import destination, is_public
from domain.errors import RejectedError, TransientError

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "64:ff9b:1::1",
    "3fff::1",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:0:0:0:0:f5ff:fffe",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_public_internet_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "localhost",
        "LOCALHOST",
        "169.254.169.254",
        "10.0.0.1",
        "[fe80::1]",
        "127。0。0。1",
    ],
)
async def test_every_form_of_a_private_address_is_refused(host):
    with pytest.raises(RejectedError, match=r"fetch\.(forbidden_address|unknown_host)"):
        await destination(f"http://{host}:8080/secret", allow_private=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://user@1.1.1.1/",
        "http://1.1.1.1@127.0.0.1/",
        "http://user:pw@example.org/",
        "ftp://1.1.1.1/x",
        "file:///etc/passwd",
        "gopher://1.1.1.1/",
        "//1.1.1.1/x",
        "1.1.1.1/x",
        "",
        "http://",
        "http:///x",
        "http://1.1.1.1:99999/",
        "http://1.1.1.1:0/",
        "http://1.1.1.1/\r\nX: y",
        "http://1.1.1.1/a b",
        "http://1.1.1.1\t/",
        "http://[::1",
        "http://1.1.1.1/" + "a" * 5000,
    ],
)
async def test_what_is_not_a_plain_http_address_is_refused(url):
    with pytest.raises(RejectedError, match=r"fetch\.bad_url"):
        await destination(url, allow_private=True)


async def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    answers(monkeypatch, "1.1.1.1", "10.0.0.1")
    with pytest.raises(RejectedError, match=r"fetch\.forbidden_address"):
        await destination("https://rebound.test/x", allow_private=False)


async def test_the_checked_address_is_the_one_to_connect_to_under_the_name_of_the_url(monkeypatch):
    answers(monkeypatch, "93.184.216.34")
    found = await destination("https://Media.Example.org/a%20b/c.mp4?x=1#part", allow_private=False)
    assert found.pinned_url == "https://93.184.216.34:443/a%20b/c.mp4?x=1"
    assert found.host_header == "media.example.org"
    answers(monkeypatch, "2606:4700::1111")
    found = await destination("http://media.example.org:8080", allow_private=False)
    assert (found.pinned_url, found.host_header) == ("http://[2606:4700::1111]:8080/", "media.example.org:8080")


async def test_a_name_server_that_is_away_is_a_passing_failure_and_an_unknown_name_is_not(monkeypatch):
    fails(monkeypatch, socket.EAI_AGAIN)
    with pytest.raises(TransientError, match=r"fetch\.unavailable"):
        await destination("http://media.test/x", allow_private=False)
    fails(monkeypatch, socket.EAI_NONAME)
    with pytest.raises(RejectedError, match=r"fetch\.unknown_host"):
        await destination("http://media.test/x", allow_private=False)


def answers(monkeypatch, *addresses: str) -> None:
    """Stands for the name server: no test asks a real one."""

    def resolve(host: object, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def fails(monkeypatch, number: int) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        raise socket.gaierror(number, "made up")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
