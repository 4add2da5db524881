"""The page at /docs is made of what this server hands out itself, and may load nothing else."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest_asyncio

from api.app import create_app

ADDRESSES = {"src", "href", "srcset", "action", "data", "poster", "data-description"}
OWN = "'self'"


class Page(HTMLParser):
    """Every address that a page names, and whatever it would run without one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ADDRESSES]
        self.inline += [name for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.inline.append(tag)


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    def unopened() -> None:
        raise AssertionError("documentation needs no parts")

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(unopened)), base_url="http://cutdown.test"
    ) as client:
        yield client


async def test_the_page_names_no_address_of_another_site_and_all_of_its_own_are_there(http):
    answer = await http.get("/docs")
    page = Page(answer.text)
    assert page.inline == []
    named = [address for address in page.addresses if not address.startswith("data:")]
    assert len(named) >= 4
    for address in named:
        assert re.match(r"/(?!/)", address), address
        found = await http.get(address)
        assert found.status_code == 200, address
        assert found.headers["content-type"].split(";")[0] in {"text/css", "text/javascript", "application/json"}


async def test_a_browser_is_told_to_load_nothing_from_elsewhere(http):
    policy = dict(
        part.strip().split(" ", 1) for part in (await http.get("/docs")).headers["content-security-policy"].split(";")
    )
    assert policy.pop("default-src") == "'none'"
    assert policy.pop("img-src") == f"{OWN} data:"
    assert policy.pop("frame-ancestors") == "'none'"
    for directive in ("script-src", "style-src", "connect-src"):
        assert policy.pop(directive) == OWN
    assert set(policy.values()) == {"'none'"}


async def test_the_style_sheet_and_the_start_lead_nowhere_else(http):
    style = (await http.get("/docs/assets/swagger-ui.css")).text
    assert "@import" not in style
    assert {found.strip("'\" ")[:5] for found in re.findall(r"url\(([^)]*)", style)} <= {"data:"}
    start = (await http.get("/docs/start.js")).text
    assert "//" not in start
    assert "validatorUrl: null" in start


async def test_the_pages_of_the_framework_are_gone(http):
    # They load their scripts from a content network.
    for path in ("/redoc", "/docs/oauth2-redirect"):
        assert (await http.get(path)).status_code == 404
