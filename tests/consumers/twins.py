"""JSON: facts.json and what stands beside pages against the schema beside them, ninjs against that of IPTC, GeoJSON."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from common import Site

HERE = Path(__file__).resolve().parent
formats = FormatChecker()

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
REFERENCE = re.compile(r"[^\s<>\"{}|\\^`]*")


@formats.checks("date-time")
def is_instant(value) -> bool:
    return not isinstance(value, str) or bool(INSTANT.fullmatch(value))


@formats.checks("uri")
def is_address(value) -> bool:
    return not isinstance(value, str) or bool(ADDRESS.fullmatch(value))


@formats.checks("uri-reference")
def is_reference(value) -> bool:
    return not isinstance(value, str) or bool(REFERENCE.fullmatch(value))


# ninjs refers to the schema of GeoJSON, of which venues need points alone.
POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "type": "array",
            "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180},
                            {"type": "number", "minimum": -90, "maximum": 90}],
            "items": False,
            "minItems": 2,
        },
    },
}


def check(site: Site) -> str:
    count = own(site) + agencies(site) + on_the_map(site)
    cited(site)
    return f"{count} JSON files valid by their schemas" if not site.faults else "not all valid"


def own(site: Site) -> int:
    if not (site.root / "facts.json").is_file():
        return 0
    schema = site.json(site.root / "facts.schema.json")
    Draft202012Validator.check_schema(schema)
    by_kind = {}
    for way in schema["oneOf"]:
        by_kind.setdefault(way["properties"]["kind"]["const"], []).append(way)
    validators = {
        kind: Draft202012Validator({**schema, "oneOf": ways}, format_checker=formats)
        for kind, ways in by_kind.items()
    }
    store = site.json(site.root / "facts.json")
    faults(site, site.root / "facts.json", validators["site"], store)
    twins = [path for path in site.files("index.json")]
    for path in twins:
        twin = site.json(path)
        faults(site, path, validators[twin["kind"]], twin)
        if not (path.parent / unquote(twin["root"] + twin["href"])).resolve() == path.with_name("index.html").resolve():
            site.fault(path, f"{twin['root']}{twin['href']} is not the page beside it")
    one = Draft202012Validator(schema, format_checker=formats)
    if twins and not one.is_valid(site.json(twins[0])):
        site.fault(twins[0], "is not valid by exactly one way of the schema")
    compare(site, store, twins)
    for href in hrefs(store):
        if not site.has(href):
            site.fault(site.root / "facts.json", f"{href} leads nowhere")
    return 1 + len(twins)


def compare(site: Site, store, twins) -> None:
    """What stands beside a page is what the store has of it."""
    kinds = {"briefing": "briefings", "actor": "actors", "venue": "venues"}
    known = {record["href"]: record for kind in kinds.values() for record in store[kind]}
    seen = set()
    for path in twins:
        twin = site.json(path)
        seen.add(twin["href"])
        extra = {"kind", "root", "url", "cite"}
        if twin["kind"] != "briefing":
            extra |= {"dates", "statements", "briefings"}
        if {key: value for key, value in twin.items() if key not in extra} != known.get(twin["href"]):
            site.fault(path, "differs from facts.json")
        if twin["kind"] != "briefing" and len(twin["briefings"]) != twin["briefing_count"]:
            site.fault(path, "its briefings are not as many as it says")
    # Without `data = "pages"` no page has one.
    for href in known.keys() - seen if seen else ():
        site.fault(site.root / "facts.json", f"{href} has no index.json beside it")


def hrefs(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "href":
                yield inner
            else:
                yield from hrefs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from hrefs(inner)


def agencies(site: Site) -> int:
    schema = json.loads((HERE / "ninjs-2.2.json").read_text("utf-8"))
    geojson = Resource(contents=POINT, specification=DRAFT202012)
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geojson)
    validator = Draft202012Validator(schema, registry=registry, format_checker=formats)
    items = site.files("ninjs.json")
    for path in items:
        item = site.json(path)
        faults(site, path, validator, item)
        twin = site.json(path.with_name("index.json"))
        if (item["uri"], item["title"]) != (twin["url"], twin["title"]):
            site.fault(path, "is not the briefing beside it")
    return len(items)


def on_the_map(site: Site) -> int:
    path = site.root / "venues.geojson"
    if not path.is_file():
        return 0
    collection = site.json(path)
    if collection["type"] != "FeatureCollection":
        site.fault(path, "is no collection")
    for feature in collection["features"]:
        faults(site, path, Draft202012Validator(POINT), feature["geometry"])
        if feature["type"] != "Feature" or not site.has(feature["id"]) or not feature["properties"]["name"]:
            site.fault(path, f"{feature['id']} is no venue")
    placed = [venue for venue in site.json(site.root / "facts.json")["venues"] if "latitude" in venue]
    given = [[feature["properties"]["name"], *feature["geometry"]["coordinates"]] for feature in collection["features"]]
    if [[venue["name"], venue["longitude"], venue["latitude"]] for venue in placed] != given:
        site.fault(path, "its venues are not those of facts.json")
    return 1


def cited(site: Site) -> None:
    import bibtexparser

    path = site.root / "citations.bib"
    if not path.is_file():
        return
    library = bibtexparser.parse_string(path.read_text("utf-8"))
    for block in library.failed_blocks:
        site.fault(path, f"cannot be read: {block.raw[:80]!r}")
    records = site.json(site.root / "citations.json")
    if [entry.key for entry in library.entries] != [record["id"] for record in records]:
        site.fault(path, "its entries are not those of citations.json")
    for entry, record in zip(library.entries, records):
        year, month, day = record["issued"]["date-parts"][0]
        if [entry[part] for part in ("year", "month", "day")] != [str(year), str(month), str(day)]:
            site.fault(path, f"{entry.key} has another date")
        if not entry["title"].startswith("{") or entry["title"].count("{") != entry["title"].count("}"):
            site.fault(path, f"{entry.key}: its braces do not pair")


def faults(site: Site, path: Path, validator, value) -> None:
    for error in list(validator.iter_errors(value))[:5]:
        deepest = error
        while deepest.context:
            deepest = deepest.context[0]
        site.fault(path, f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message[:200]}")
