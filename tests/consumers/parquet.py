"""Parquet: DuckDB turns the tables of a site into Parquet files and answers questions from them as from the tables."""

import csv
import tempfile
from pathlib import Path

import duckdb

from common import Site

# A question that reads few columns of many rows: how many dates each venue has, in order of time.
QUESTION = """
    select venue, count(*), min(earliest), max(latest)
    from read_parquet(?) where venue is not null and earliest is not null group by venue order by venue
"""


def check(site: Site) -> str:
    table = site.root / "dates.csv"
    if not table.is_file():
        return "no dates"
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "dates.parquet")
        engine = duckdb.connect()
        source = "select * from read_csv(?, header = true, all_varchar = true)"
        engine.execute(f"copy ({source}) to '{file}' (format parquet)", [str(table)])
        given = engine.execute(QUESTION, [file]).fetchall()
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["venue"] and row["earliest"]]
    by_venue: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_venue.setdefault(row["venue"], []).append(row)
    expected = [
        (venue, len(own), min(row["earliest"] for row in own), max(row["latest"] for row in own))
        for venue, own in sorted(by_venue.items())
    ]
    if given != expected:
        site.fault(table, f"DuckDB finds {given[:3]} in the Parquet file, not {expected[:3]}")
    return f"{len(rows)} rows asked for as Parquet"
