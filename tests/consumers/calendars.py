"""iCalendar: every file parsed by icalendar, and held against the dates of the site."""

import csv
import datetime as dt
import re
from pathlib import Path

import icalendar

from common import Site

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
STATUS = {"CONFIRMED", "TENTATIVE", "CANCELLED"}
# A client would show an entry that lasts longer as a mistake; no fact of days lasts so long.
LONGEST = dt.timedelta(days=366 * 100)
MOST = 500


def check(site: Site) -> str:
    known: dict[str, tuple] = {}
    entries = 0
    files = site.files("*.ics")
    for path in files:
        entries += read(site, path, known)
    complete(site)
    return f"{len(files)} calendars with {entries} entries parsed"


def read(site: Site, path: Path, known: dict) -> int:
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    if lines.pop() != b"" or any(b"\n" in line or b"\r" in line for line in lines):
        site.fault(path, "a line does not end in CR LF")
    for line in lines:
        line.decode("utf-8")
        if len(line) > 75:
            site.fault(path, f"a line has {len(line)} octets")
    calendar = icalendar.Calendar.from_ical(raw)
    if calendar.errors:
        site.fault(path, f"{calendar.errors}")
    if (calendar["VERSION"], calendar["CALSCALE"]) != ("2.0", "GREGORIAN") or not calendar["PRODID"]:
        site.fault(path, "its head is not that of iCalendar 2.0")
    events = list(calendar.walk("VEVENT"))
    if not events:
        site.fault(path, "holds no entry")
    if len({str(event["UID"]) for event in events}) != len(events):
        site.fault(path, "two entries have one UID")
    starts = [moment(event) for event in events]
    if starts != sorted(starts):
        site.fault(path, "its entries are not in time order")
    for event in events:
        entry(site, path, event)
        seen = tuple(str(event.to_ical(), "utf-8").splitlines())
        if known.setdefault(str(event["UID"]), seen) != seen:
            site.fault(path, f"{event['UID']} is told otherwise elsewhere")
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    if [event["SUMMARY"] for event in again.walk("VEVENT")] != [event["SUMMARY"] for event in events]:
        site.fault(path, "does not survive being written and read again")
    return len(events)


def entry(site: Site, path: Path, event) -> None:
    uid = str(event["UID"])
    if event.errors:
        site.fault(path, f"{uid}: {event.errors}")
    if not UUID.fullmatch(uid):
        site.fault(path, f"{uid} is no UUID of version 8")
    if event["STATUS"] not in STATUS or int(event["SEQUENCE"]) < 0 or event["TRANSP"] != "TRANSPARENT":
        site.fault(path, f"{uid}: its status, sequence or transparency is wrong")
    for stamp in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        if event[stamp].dt.utcoffset() != dt.timedelta(0):
            site.fault(path, f"{uid}: {stamp} is not in UTC")
    if int(event["SEQUENCE"]) != int((event["LAST-MODIFIED"].dt - event["CREATED"].dt).total_seconds()) // 60:
        site.fault(path, f"{uid}: its sequence does not follow its changes")
    start = event["DTSTART"].dt
    if isinstance(start, dt.datetime):
        if start.utcoffset() != dt.timedelta(0) or "DTEND" in event:
            site.fault(path, f"{uid}: an instant is in UTC and has no end")
    elif not dt.timedelta(0) < event["DTEND"].dt - start < LONGEST:
        site.fault(path, f"{uid}: its end does not follow its beginning")


def moment(event) -> dt.datetime:
    start = event["DTSTART"].dt
    if isinstance(start, dt.datetime):
        return start
    return dt.datetime(start.year, start.month, start.day, tzinfo=dt.timezone.utc)


def complete(site: Site) -> None:
    """Every instant and every day of dates.csv is in the calendar of the site, and nothing vaguer is."""
    table, path = site.root / "dates.csv", site.root / "calendar.ics"
    if not (table.is_file() and path.is_file()):
        return
    with table.open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if fits(row)]
    expected = [(row["earliest"], row["latest"], bare(row["what"])) for row in rows][-MOST:]
    given = []
    for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start = event["DTSTART"].dt
        if isinstance(start, dt.datetime):
            first = last = start.strftime("%Y-%m-%dT%H:%M:%SZ")
            first = last = first.zfill(20)
        else:
            first, last = start.isoformat(), (event["DTEND"].dt - dt.timedelta(days=1)).isoformat()
        given.append((first, last, bare(str(event["SUMMARY"]))))
    if given != expected:
        odd = set(given) ^ set(expected)
        site.fault(path, f"differs from dates.csv: {sorted(odd)[:3] or 'in order'}")


def fits(row) -> bool:
    if row["when"].startswith("-"):
        return False
    days = r"\d{4}-\d\d-\d\d[~?%]?"
    whole = row["precision"] in ("instant", "day") or re.fullmatch(f"{days}/{days}", row["when"])
    return bool(whole) and "X" not in row["when"]


def bare(text: str) -> str:
    """Text without what CSV and iCalendar each do to it."""
    text = text[1:] if text.startswith("'") else text
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
