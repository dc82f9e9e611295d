"""CSV: every table read by Python's reader; its columns are those of docs/data.md; no cell is a formula."""

import csv
import io
import re
from pathlib import Path

from common import PROJECT, Site

# Numbers and dates, which stand as they are.
OWN = re.compile(r"-?\d[\dX.:TZ~?%/+-]*|\.\./?[\dX~?%-]*|/[\dX~?%-]*")
FORMULA = re.compile(r"[\s\"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@|%＝＋－＠]")


def check(site: Site) -> str:
    tables = documented()
    rows = 0
    for name, columns in tables.items():
        path = site.root / name
        if path.is_file():
            rows += read(site, path, columns)
    return f"{rows} rows read"


def documented() -> dict[str, list[str]]:
    """The columns of each table as docs/data.md has them, in order."""
    tables: dict[str, list[str]] = {}
    name = None
    for line in (PROJECT / "docs" / "data.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            found = re.search(r"`(\w+\.csv)`", line)
            name = found.group(1) if found else None
        elif name and line.startswith("| `"):
            tables.setdefault(name, []).append(line.split("`")[1])
    assert len(tables) == 4, "docs/data.md names the columns of four tables"
    return tables


def read(site: Site, path: Path, columns: list[str]) -> int:
    raw = path.read_bytes()
    if raw.count(b"\n") != raw.count(b"\r\n") or raw.count(b"\r") != raw.count(b"\r\n"):
        site.fault(path, "a line does not end in CR LF")
    if raw.startswith(b"\xef\xbb\xbf"):
        site.fault(path, "begins with a byte order mark")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    if rows[0] != columns:
        site.fault(path, f"its columns are {rows[0]}, docs/data.md says {columns}")
    if len(rows) != raw.count(b"\r\n"):
        site.fault(path, "a row is not a line")
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            site.fault(path, f"row {number} has {len(row)} cells")
        for cell in row:
            if FORMULA.match(cell) and not OWN.fullmatch(cell):
                site.fault(path, f"row {number} holds a formula: {cell[:40]!r}")
    for row in rows[1:]:
        for column, cell in zip(columns, row):
            if column.endswith("href") and cell and not site.has(cell):
                site.fault(path, f"{cell} leads nowhere")
    return len(rows) - 1
