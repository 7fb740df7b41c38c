"""Stage 2, review: one page or feed from the web. In: an address a person gave; out: its bytes, or why there are none.

http(s) only, public addresses only (see `network`), a cap on size and on time, no cookies, no scripts, no second try.
Whoever runs the site sees who asks, and `robots.txt` is heeded where this program follows links by itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from dashboard.dataset.statement import web_address
from dashboard.review.errors import ReviewError
from dashboard.review.network import Deadline, GuardedBackend, RefusedError, Resolver, resolve

PRIVATE_VARIABLE = "STANCE_TRACKER_FETCH_PRIVATE"
"""Environment variable that, at 1, allows addresses inside the own network too."""
AGENT = "stance-tracker"
HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": f"{AGENT}/1.0 (fetches single articles for a person who reviews them)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.8,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
REDIRECTS = (301, 302, 303, 307, 308)


class FetchError(ReviewError):
    """A page could not be had: what happened, and what to do instead."""


@dataclass(frozen=True)
class Limits:
    """Caps of one fetch: size after unpacking, seconds in all, redirects; and whether private addresses are allowed."""

    size: int = 5_000_000
    seconds: float = 20.0
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True)
class Page:
    """What an address gave: the address it was found at in the end, the kind of content, the bytes."""

    url: str
    media_type: str
    content: bytes
    charset: str

    @property
    def text(self) -> str:
        """The content as text; what is no text in its character set is replaced."""
        try:
            return self.content.decode(self.charset, "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")


def fetch(url: str, limits: Limits = Limits(), *, resolver: Resolver = resolve) -> Page:
    """Get one page. Raises `FetchError` (or `RefusedError`) that says why it can't be had; nothing is tried twice."""
    backend = GuardedBackend(Deadline(limits.seconds), private=limits.private, resolver=resolver)
    context = httpx.create_ssl_context(trust_env=False)
    with httpcore.ConnectionPool(context, network_backend=backend, max_keepalive_connections=0) as pool:
        try:
            return _follow(pool, url.strip(), limits)
        except httpcore.TimeoutException as error:
            raise FetchError(_instead(url, f"did not answer within {limits.seconds:.0f} seconds")) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.InvalidURL) as error:
            raise FetchError(_instead(url, f"can't be reached ({error})")) from error


def _instead(url: str, what: str) -> str:
    return f"{url} {what}: open it in your browser and paste the text"


def _follow(pool: httpcore.ConnectionPool, url: str, limits: Limits) -> Page:
    for _ in range(limits.redirects + 1):
        if not web_address(url):
            raise RefusedError(f"{url!r} is no http(s) address: nothing else is fetched")
        address = httpx.URL(url)
        with pool.stream("GET", str(address.copy_with(fragment=None)), headers=HEADERS) as raw:
            headers = httpx.Headers(raw.headers)
            if raw.status in REDIRECTS and "location" in headers:
                url = str(address.join(headers["location"]))
                continue
            if raw.status != 200:
                raise FetchError(_instead(url, f"was refused by its server (status {raw.status})"))
            return _page(url, headers, raw, limits)
    raise FetchError(_instead(url, f"sends from one address to the next more than {limits.redirects} times"))


def _page(url: str, headers: httpx.Headers, raw: httpcore.Response, limits: Limits) -> Page:
    kind = headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind not in (*READABLE, *FEEDS):
        raise FetchError(_instead(url, f"is no page or feed but {kind}"))
    content = b""
    for chunk in _unpacked(raw.iter_stream(), headers.get("content-encoding", "identity"), url, limits.size):
        content += chunk
        if len(content) > limits.size:
            raise FetchError(_instead(url, f"has more than {limits.size:,} bytes"))
    charset = httpx.Response(200, headers=headers).charset_encoding or "utf-8"
    return Page(url, kind, content, charset)


def _unpacked(chunks: Iterator[bytes], encoding: str, url: str, most: int) -> Iterator[bytes]:
    """The content unpacked bit by bit: never more at a time than the cap and one byte, however well it was packed."""
    if encoding.lower() in ("", "identity"):
        yield from chunks
        return
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise FetchError(_instead(url, f"is packed in a way that was not asked for ({encoding})"))
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            yield unpack.decompress(chunk, most + 1)
    except zlib.error as error:
        raise FetchError(_instead(url, f"is packed wrongly ({error})")) from error


def robots_allow(url: str, limits: Limits = Limits(), *, resolver: Resolver = resolve) -> bool:
    """Whether a site's robots.txt lets this program follow a link; a site without one allows it."""
    address = httpx.URL(url)
    try:
        page = fetch(str(address.copy_with(path="/robots.txt", query=None, fragment=None)), limits, resolver=resolver)
    except FetchError:
        return True
    rules = RobotFileParser()
    rules.parse(page.text.splitlines())
    return rules.can_fetch(AGENT, url)
