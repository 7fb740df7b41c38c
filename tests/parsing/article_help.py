"""Articles, pages and archives for the parser's tests. All of their words are invented."""

from __future__ import annotations

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TUSK = "Poland will not send troops to Ukraine, Polish Prime Minister Donald Tusk said."
DAY = "2024-03-01"

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Prague rules it out | The Invented Post</title>
<meta property="og:title" content="Prague rules it out"><meta property="og:site_name" content="The Invented Post">
<link rel="canonical" href="https://post.example/world/prague">
<meta property="article:published_time" content="2024-02-27T23:11:00+01:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div id="cookie-banner" class="cookie-consent">
<p>We use cookies to make this page better. Accept all cookies.</p></div>
<main><article><h1>Prague rules it out</h1>
<p>Czech Prime Minister Petr Fiala said on Tuesday that his country would not send troops to Ukraine, whatever others
may be considering.</p>
<div class="related"><h3>Read also</h3><ul>
<li><a href="/b">Fico: Slovakia will send soldiers</a></li></ul></div>
<h2>Warsaw agrees</h2>
<p>&ldquo;Poland does not plan to send its troops to Ukraine,&rdquo; Polish Prime Minister Donald Tusk
said in Prague.</p>
</article><section class="comments" id="comments"><h3>Comments</h3><div class="comment">
<p>Troll: Prime Minister Robert Fico said that Slovakia would send a million soldiers to Ukraine!</p></div></section>
</main><footer><p>© The Invented Post 2024. All rights reserved.</p></footer></body></html>"""


def write_archive(path: Path, pages: dict[str, str]) -> None:
    """A web archive of some pages, by address."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, page in pages.items():
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            payload = io.BytesIO(page.encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=head))
