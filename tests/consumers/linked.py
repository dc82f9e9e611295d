"""JSON-LD: read out of pages as a browser would, held against the vocabulary of schema.org, and expanded to triples.

The vocabulary (CC BY-SA) is not part of the project: where it is not beside it, types and properties are not checked.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import rdflib
from rdflib.namespace import RDF

from common import STANDARDS, Site

VOCABULARY = STANDARDS / "schemaorg-30.0-https.jsonld"
SCHEMA = "https://schema.org/"
# Where a site without an address is thought to stand.
NOWHERE = "https://site.invalid/"
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
LITERALS = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Float", "Boolean", "Time"}


class Page(HTMLParser):
    """The data blocks of a page, its address and its headline."""

    def __init__(self, text: str):
        super().__init__()
        self.blocks: list[str] = []
        self.canonical = None
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.inside = tag == "script" and attrs.get("type") == "application/ld+json"
        if self.inside:
            self.blocks.append("")
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data


class Vocabulary:
    def __init__(self, path: Path):
        graph = json.loads(path.read_text("utf-8"))["@graph"]
        self.parents, self.domains, self.ranges = {}, {}, {}
        for node in graph:
            name = node["@id"].removeprefix("schema:")
            kinds = listed(node.get("@type"))
            if "rdfs:Class" in kinds:
                self.parents[name] = refs(node.get("rdfs:subClassOf"))
            elif "rdf:Property" in kinds and "schema:supersededBy" not in node:
                self.domains[name] = refs(node.get("schema:domainIncludes"))
                self.ranges[name] = refs(node.get("schema:rangeIncludes"))

    def above(self, kind: str) -> set[str]:
        """A class and all it is a kind of."""
        found, queue = set(), [kind]
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue += self.parents.get(name, [])
        return found

    def fault(self, kind: str, name: str, value, kind_of) -> str | None:
        """What is wrong with a property of a node."""
        if name not in self.domains:
            return f"{name} is no property of schema.org, or an old one"
        if not self.above(kind) & set(self.domains[name]):
            return f"{kind} has no {name}"
        wanted = set(self.ranges[name])
        if isinstance(value, dict):
            given = value.get("@type") or kind_of(value.get("@id"))
            if given is None:
                return f"{name} of {kind} refers to {value.get('@id')}, which no page tells of"
            return None if self.above(given) & wanted else f"{name} of {kind} cannot be a {given}"
        if isinstance(value, bool) or not isinstance(value, str):
            return None if wanted & {"Number", "Integer", "Float"} else f"{name} of {kind} cannot be a number"
        if not wanted & LITERALS:
            return f"{name} of {kind} cannot be text"
        if "Text" in wanted:
            return None
        fitting = {
            "Date": DATE.fullmatch(value),
            "DateTime": DATE_TIME.fullmatch(value),
            "URL": re.fullmatch(r"\S+", value),
        }
        return None if any(fitting.get(literal) for literal in wanted) else f"{name} of {kind} cannot be {value!r}"


def listed(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def refs(value) -> list[str]:
    return [node["@id"].removeprefix("schema:") for node in listed(value)]


def check(site: Site) -> str:
    pages = {}
    for path in site.files("*.html"):
        page = Page(path.read_text("utf-8"))
        if len(page.blocks) > 1:
            site.fault(path, "has more than one data block")
        if page.blocks:
            base = page.canonical or urljoin(NOWHERE, site.name(path))
            pages[path] = (base, site.json(path, page.blocks[0]))
    if not VOCABULARY.is_file():
        print("linked: schema.org is not beside the project: types and properties are not checked")
    else:
        hold(site, pages, Vocabulary(VOCABULARY))
    triples = expand(site, pages)
    return f"{len(pages)} pages, {triples} triples"


def nodes(value):
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def hold(site: Site, pages, vocabulary: Vocabulary) -> None:
    kinds: dict[str, str] = {}
    for base, data in pages.values():
        for node in nodes(data):
            if "@id" in node:
                identity = urljoin(base, node["@id"])
                if kinds.setdefault(identity, node["@type"]) != node["@type"]:
                    site.faults.append(f"{identity} is a {kinds[identity]} and a {node['@type']}")
    for path, (base, data) in pages.items():
        own = [node for node in nodes(data)]
        for node in own:
            if node["@type"] not in vocabulary.parents:
                site.fault(path, f"{node['@type']} is no type of schema.org")
                continue
            for name, values in node.items():
                for value in listed(values) if not name.startswith("@") else []:
                    about = lambda ref: kinds.get(urljoin(base, ref)) if ref else None
                    fault = vocabulary.fault(node["@type"], name, value, about)
                    if fault:
                        site.fault(path, fault)


def expand(site: Site, pages) -> int:
    """As a consumer does: to triples, which must lead from the page to all that is told."""
    context = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("url", "sameAs", "archivedAt")}}
    triples = 0
    for path, (base, data) in pages.items():
        if data.pop("@context") != "https://schema.org":
            site.fault(path, "its context is not schema.org")
        graph = rdflib.Graph()
        graph.parse(data=json.dumps({"@context": context, **data}), format="json-ld", publicID=base)
        triples += len(graph)
        for subject, predicate, value in graph:
            if predicate != RDF.type and not str(predicate).startswith(SCHEMA):
                site.fault(path, f"{predicate} is no property")
            for term in (subject, value):
                if isinstance(term, rdflib.URIRef) and "://" not in term and not term.startswith("mailto:"):
                    site.fault(path, f"{term} is no whole address")
        reach(site, path, base, graph)
    return triples


def reach(site: Site, path: Path, base: str, graph: rdflib.Graph) -> None:
    """Addresses of the site lead to its files, and the page is told of."""
    if rdflib.URIRef(base) not in set(graph.subjects()):
        site.fault(path, f"nothing is said of {base}")
    depth = site.name(path).count("/")
    root = urljoin(base, "../" * depth) if depth else urljoin(base, ".")
    for term in {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}:
        if str(term).startswith(root):
            inside = unquote(str(term).removeprefix(root))
            inside = inside if inside.endswith(".html") else inside + "index.html"
            if not (site.root / inside).is_file():
                site.fault(path, f"{term} leads nowhere")
