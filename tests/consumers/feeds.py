#!/usr/bin/env python3
"""Reads the feeds, sitemaps and small files of a built site as their consumers do: feedparser for Atom and RSS,
jsonschema for JSON Feed, and the rules of the sitemap schemas. Usage: feeds.py OUTPUT... ; every output must be that of
a site with a base_url. Needs what requirements.txt names."""

import datetime
import html.parser
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

import feedparser
import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = jsonschema.Draft202012Validator(json.loads((HERE / "json-feed-1.1.schema.json").read_text()))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
FORMS = ["atom.xml", "rss.xml", "feed.json"]


class Site:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.found = []
        robots = (self.folder / "robots.txt").read_text()
        self.sitemaps = re.findall(r"^Sitemap: (\S+)$", robots, re.M)
        self.base = self.sitemaps[0].rsplit("/", 1)[0] + "/"

    def check(self, right, what):
        if not right:
            self.found.append(f"{self.folder}: {what}"[:400])

    def file_of(self, url):
        """The file an address of the site stands for."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(url).path)
        below = path[len(urllib.parse.urlsplit(self.base).path):]
        return self.folder / (below + "index.html" if below.endswith("/") or not below else below)


class Addresses(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "poster", "cite")]


def addresses(text):
    parser = Addresses()
    parser.feed(text)
    return parser.found


def feeds(site):
    homes = sorted({path.parent for form in FORMS for path in site.folder.rglob(form)})
    site.check(site.folder in homes, "the site has no feed")
    for home in homes:
        told = [told_by(site, home / form) for form in FORMS if (home / form).exists()]
        site.check(all(one == told[0] for one in told), f"{home}: the forms tell different things: {told}")
    return len(homes)


def told_by(site, path):
    return json_feed(site, path) if path.suffix == ".json" else xml_feed(site, path)


def xml_feed(site, path):
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    site.check(not feed.bozo, f"{path}: {feed.get('bozo_exception')}")
    site.check(feed.version in ("atom10", "rss20"), f"{path}: read as {feed.version!r}")
    head = feed.feed
    site.check(head.get("title") and head.get("link", "").startswith(site.base), f"{path}: no title or link")
    own = [link.href for link in head.get("links", []) if link.rel == "self"]
    site.check(len(own) == 1 and site.file_of(own[0]) == path, f"{path}: it says it stands at {own}")
    site.check(head.get("updated_parsed"), f"{path}: not updated")
    if feed.version == "atom10":
        site.check(head.get("id", "").startswith("urn:uuid:"), f"{path}: no id")
    else:
        site.check(head.get("subtitle"), f"{path}: no description")
    for entry in feed.entries:
        site.check(entry.get("published_parsed"), f"{path}: {entry.id}: no date")
        texts = [content.value for content in entry.get("content", [])]
        # The feeds of topics, actors and venues may have summaries, and a briefing without a summary has neither.
        is_summary = path.parent.parent.name in ("topics", "actors", "venues") and not texts
        site.check(len(texts) == 1 or is_summary, f"{path}: {entry.id}: no content")
        # Entries of Atom have the feed's author where they name none.
        wrote = entry.get("author") or (feed.version == "atom10" and head.get("author"))
        site.check(wrote, f"{path}: {entry.id}: nobody wrote it")
        if entry.get("updated_parsed"):
            site.check(entry.updated_parsed >= entry.published_parsed, f"{path}: {entry.id}: updated early")
        whole(site, path, entry.link, texts[0] if texts else "")
    return entries(site, path, [(entry.id, entry.link, entry.title) for entry in feed.entries])


def json_feed(site, path):
    feed = json.loads(path.read_text())
    for error in SCHEMA.iter_errors(feed):
        site.check(False, f"{path}: {error.json_path}: {error.message}")
    site.check(site.file_of(feed["feed_url"]) == path, f"{path}: it says it stands at {feed['feed_url']}")
    for item in feed["items"]:
        whole(site, path, item["url"], item["content_html"])
    return entries(site, path, [(item["id"], item["url"], item["title"]) for item in feed["items"]])


def whole(site, path, url, content):
    site.check(site.file_of(url).is_file(), f"{path}: {url} leads nowhere")
    for address in addresses(content):
        site.check(re.match(r"(https?://|mailto:|tel:)", address or ""), f"{path}: {address!r} is no whole address")
        if address and address.startswith(site.base):
            site.check(site.file_of(address).is_file(), f"{path}: {address} leads nowhere")


def entries(site, path, told):
    ids = [one[0] for one in told]
    site.check(told and len(set(ids)) == len(ids), f"{path}: no entries, or two with one id")
    # Readers fold blanks, so titles are compared without them.
    return [(one, url, "".join(title.split())) for one, url, title in told]


def sitemaps(site):
    listed = []
    for address in site.sitemaps:
        listed += sitemap(site, site.file_of(address))
    pages = sorted(set(listed))
    there = sorted(page_address(site, path) for path in site.folder.rglob("index.html") if is_page(path))
    site.check(pages == there, f"sitemaps and pages differ: {set(pages) ^ set(there)}")
    return len(pages)


def is_page(path):
    """Old addresses lead elsewhere, and what a search finds is listed by itself."""
    return 'http-equiv="refresh"' not in path.read_text() and path.parent.name != "search"


def page_address(site, path):
    below = path.parent.relative_to(site.folder).as_posix()
    return site.base + ("" if below == "." else urllib.parse.quote(below) + "/")


def sitemap(site, path):
    data = path.read_bytes()
    site.check(len(data) <= 50 * 1024 * 1024, f"{path}: over 50 MB")
    root = ElementTree.fromstring(data)
    site.check(root.tag in (SITEMAP + "urlset", SITEMAP + "sitemapindex"), f"{path}: {root.tag}")
    site.check(len(root) <= 50_000, f"{path}: {len(root)} entries")
    is_news = path.name == "sitemap-news.xml"
    # The schema wants one entry at least; a sitemap of news may have none.
    site.check(len(root) or is_news, f"{path}: no entries")
    urls = [entry(site, path, one, root.tag, is_news) for one in root]
    site.check(len(set(urls)) == len(urls), f"{path}: a page stands in it twice")
    if root.tag == SITEMAP + "urlset":
        return urls
    return [url for part in urls for url in sitemap(site, site.file_of(part))]


def entry(site, path, one, root, is_news):
    name = SITEMAP + ("url" if root == SITEMAP + "urlset" else "sitemap")
    names = [child.tag for child in one]
    allowed = [SITEMAP + "loc", NEWS + "news"] if is_news else [SITEMAP + "loc", SITEMAP + "lastmod"]
    site.check(one.tag == name and names and names[0] == allowed[0], f"{path}: {one.tag} {names}")
    site.check(set(names) <= set(allowed) and len(set(names)) == len(names), f"{path}: {names}")
    loc = one.findtext(SITEMAP + "loc")
    site.check(12 <= len(loc) <= 2048 and loc.startswith(site.base) and loc.isascii(), f"{path}: {loc}")
    changed = one.findtext(SITEMAP + "lastmod")
    site.check(changed is None or DATE.fullmatch(changed), f"{path}: {changed}")
    if is_news:
        news(site, path, one.find(NEWS + "news"))
    return loc


def news(site, path, one):
    names = [child.tag for child in one]
    site.check(names == [NEWS + n for n in ("publication", "publication_date", "title")], f"{path}: {names}")
    names = [child.tag for child in one[0]]
    site.check(names == [NEWS + "name", NEWS + "language"], f"{path}: {names}")
    language = one[0].findtext(NEWS + "language")
    site.check(re.fullmatch(r"[a-z]{2,3}|zh-(cn|tw)", language), f"{path}: {language}")
    site.check(DATE.fullmatch(one.findtext(NEWS + "publication_date")), f"{path}: no date")
    site.check(one.findtext(NEWS + "title"), f"{path}: no title")


def small_files(site):
    security = site.folder / ".well-known/security.txt"
    if security.exists():
        fields = [line.split(": ", 1) for line in security.read_text().splitlines()]
        names = [field[0] for field in fields]
        values = dict(fields)
        site.check("Contact" in names and names.count("Expires") == 1, f"{security}: {names}")
        site.check(DATE.fullmatch(values.get("Expires", "")), f"{security}: {values.get('Expires')}")
        datetime.datetime.fromisoformat(values["Expires"].replace("Z", "+00:00"))
    manifest = site.folder / "site.webmanifest"
    if manifest.exists():
        told = json.loads(manifest.read_text())
        for icon in told["icons"]:
            site.check((site.folder / icon["src"]).is_file(), f"{manifest}: no {icon['src']}")
        site.check((site.folder / told["start_url"]).is_file(), f"{manifest}: it starts nowhere")


def heads(site):
    """What pages say of their feeds and pictures leads to files."""
    for path in site.folder.rglob("index.html"):
        text = path.read_text()
        for href in re.findall(r'<link rel="(?:alternate|manifest)"[^>]* href="([^"]*)"', text):
            there = (path.parent / urllib.parse.unquote(href)).resolve()
            site.check(there.is_file(), f"{path}: {href} leads nowhere")
        for url in re.findall(r'<meta property="og:(?:image|url)" content="([^"]*)"', text):
            site.check(site.file_of(url).is_file(), f"{path}: {url} leads nowhere")


def main():
    wrong = []
    for folder in sys.argv[1:]:
        site = Site(folder)
        channels, pages = feeds(site), sitemaps(site)
        small_files(site)
        heads(site)
        wrong += site.found
        print(f"{folder}: {channels} channels, {pages} pages in sitemaps, {len(site.found)} mistakes")
    if wrong:
        sys.exit("\n".join(wrong[:50]))


if __name__ == "__main__":
    main()
