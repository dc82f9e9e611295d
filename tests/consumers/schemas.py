"""Validates front matter and site.toml against the schemas of `dateline schema`.

schemas.py SCHEMAS SITE...: every file of the sites is valid, and every planted mistake is not. `dateline check` sees the
same mistakes: tests/suite/schema.rs reads the same cases, tests/schemas/cases.tsv.
"""
import csv
import json
import pathlib
import re
import sys
import tomllib

import jsonschema
import yaml


class Yaml12(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does: no dates, and `no` is text."""


Yaml12.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for char, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), list("-+.0123456789"))


# The kind of the files of each folder, as the settings of an editor say.
SETTINGS = json.loads((pathlib.Path(__file__).parents[2] / "src/cli/starter/vscode/settings.json").read_text("utf-8"))
FOLDERS = {
    files.split("/")[1]: pathlib.PurePath(schema).name.split(".")[0]
    for schema, files in SETTINGS["yaml.schemas"].items()
    if files.count("/") > 1
}


def kind_of(path):
    return FOLDERS.get(path.parts[0], "page") if len(path.parts) > 1 else "page"


def front_matter(text):
    match = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*$", text, re.S | re.M)
    return yaml.load(match.group(1), Yaml12) or {} if match else {}


def validators(folder):
    found = {}
    for path in folder.glob("*.schema.json"):
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        found[path.name.split(".")[0]] = jsonschema.Draft202012Validator(schema)
    assert set(found) == {*FOLDERS.values(), "page", "site"}, found.keys()
    return found


def settings(text):
    """The values of TOML, with instants as text."""
    return json.loads(json.dumps(tomllib.loads(text), default=lambda value: value.isoformat()))


def valid_files(schemas, site):
    count = 0
    for path in sorted(site.glob("content/**/*.md")):
        values = front_matter(path.read_text("utf-8"))
        for error in schemas[kind_of(path.relative_to(site / "content"))].iter_errors(values):
            sys.exit(f"{path}: {error.json_path}: {error.message}")
        count += 1
    for error in schemas["site"].iter_errors(settings((site / "site.toml").read_text("utf-8"))):
        sys.exit(f"{site}/site.toml: {error.json_path}: {error.message}")
    return count + 1


def planted_mistakes(schemas, table):
    rows = list(csv.DictReader(table.open(encoding="utf-8"), delimiter="\t"))
    for row in rows:
        text = row["file"].replace("\\n", "\n")
        values = settings(text) if row["kind"] == "site" else yaml.load(text, Yaml12)
        valid = schemas[row["kind"]].is_valid(values)
        assert valid == (row["is"] == "valid"), f"{row['kind']}: {row['file']}: {'accepted' if valid else 'refused'}"
    return len(rows)


folder, *sites = map(pathlib.Path, sys.argv[1:])
schemas = validators(folder)
files = sum(valid_files(schemas, site) for site in sites)
mistakes = planted_mistakes(schemas, pathlib.Path("tests/schemas/cases.tsv"))
print(f"schemas: {files} files are valid, {mistakes} cases are as expected")
