"""Reads what a built site gives to machines with the tools that will consume it: `python3 data.py FOLDER`.

Calendars by icalendar, JSON-LD by rdflib, JSON by jsonschema, BibTeX by bibtexparser, CSV by Python's own reader and, as Parquet, by DuckDB.
Ends with 1 where anything is wrong or a tool is missing (tests/consumers/requirements.txt names them).
"""

import sys
from pathlib import Path

try:
    import bibtexparser  # noqa: F401
    import duckdb  # noqa: F401
    import icalendar  # noqa: F401
    import jsonschema  # noqa: F401
    import rdflib  # noqa: F401
except ImportError as missing:
    sys.exit(f"{missing}; install tests/consumers/requirements.txt")

import calendars
import linked
import parquet
import tables
import twins
from common import Site

CHECKS = [twins.check, tables.check, parquet.check, calendars.check, linked.check]


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Site(Path(sys.argv[1]))
    for check in CHECKS:
        print(f"{check.__module__}: {check(site)}")
    for fault in site.faults[:50]:
        print(f"  {fault}")
    if site.faults:
        print(f"{len(site.faults)} faults in {site.root}")
    return 1 if site.faults else 0


if __name__ == "__main__":
    sys.exit(main())
