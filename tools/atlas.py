#!/usr/bin/env python3
"""Compiles outlines of land, borders and names of countries into src/picture/atlas/atlas.bin.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 tools/atlas.py package/countries-50m.json

The outlines are those of Natural Earth 4.1.0 (naturalearthdata.com), 1:50m, which are in the public domain. The npm package
`world-atlas` carries them as TopoJSON. Lines are simplified to TOLERANCE, and islands smaller than that are left out. The
same input gives the same bytes.

The compiled form. Numbers are LEB128, signed ones zigzag-coded; coordinates are in hundredths of a degree, longitude first:
    "ATLS"
    arcs: count; each: count of points, then the points, each as its difference from the one before
    land: count of rings; each: count of arcs, then their numbers, signed; n < 0 is arc -n - 1 from its end
    borders: count, then the numbers of arcs, each as its difference from the one before
    countries: count; each: length of the name, the name in UTF-8, count of points where the name may stand, then for each
               its coordinates and the free width on each side of it
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/picture/atlas/atlas.bin"
# Degrees.
TOLERANCE = 0.03
# Distance of the points where the name of a large country may stand.
LABEL_GRID = 4.0
# The least free width on each side of such a point.
MIN_ROOM = 0.4


def decode(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def simplify(points):
    """Douglas-Peucker, with both ends kept."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        scale = math.cos(math.radians(ay))
        best, at = 0.0, None
        for i in range(first + 1, last):
            px, py = points[i]
            ux, uy = (bx - ax) * scale, by - ay
            vx, vy = (px - ax) * scale, py - ay
            length = math.hypot(ux, uy)
            distance = abs(ux * vy - uy * vx) / length if length > 1e-9 else math.hypot(vx, vy)
            if distance > best:
                best, at = distance, i
        if at is not None and best > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def quantize(points):
    return [(round(x * 100), round(y * 100)) for x, y in points]


def distinct(points):
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def polygons(geometry):
    kinds = {"Polygon": lambda: [geometry["arcs"]], "MultiPolygon": lambda: geometry["arcs"]}
    return kinds.get(geometry.get("type"), lambda: [])()


def ring_points(ring, arcs):
    points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1 if points else 0:]
    return points


def extent(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs), max(ys) - min(ys)


def room(x, y, ring):
    """The distance from a point to the outline on its row, the lesser of both sides; 0 outside."""
    crossings = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y):
            crossings.append(ax + (y - ay) * (bx - ax) / (by - ay))
    left, right = [c for c in crossings if c <= x], [c for c in crossings if c > x]
    return min(x - max(left), min(right) - x) if len(left) % 2 == 1 and right else 0.0


def label_points(ring):
    (width, height) = extent(ring)
    x0, y0 = min(x for x, _ in ring), min(y for _, y in ring)
    grid = [(x0 + width * i / 24, y0 + height * j / 24) for i in range(1, 24) for j in range(1, 24)]
    # A name needs more width than height; the middle of the height is better than its ends.
    def rating(p):
        return min(room(p[0], p[1], ring), 3 * room(p[1], p[0], [(y, x) for x, y in ring]))
    best = max(grid, key=rating)
    points = [best]
    if width > 2 * LABEL_GRID or height > 2 * LABEL_GRID:
        x = math.ceil(x0 / LABEL_GRID) * LABEL_GRID
        while x < x0 + width:
            y = math.ceil(y0 / LABEL_GRID) * LABEL_GRID
            while y < y0 + height:
                points.append((x, y))
                y += LABEL_GRID
            x += LABEL_GRID
    return [(x, y, room(x, y, ring)) for x, y in points if rating((x, y)) >= MIN_ROOM]


def unsigned(out, n):
    while n >= 128:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)


def signed(out, n):
    unsigned(out, n << 1 if n >= 0 else (-n << 1) - 1)


def main():
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    full = list(decode(topology))
    arcs = [distinct(quantize(simplify(points))) for points in full]
    land = [ring for shape in topology["objects"]["land"]["geometries"] for polygon in polygons(shape) for ring in polygon]
    land = [ring for ring in land if max(extent(ring_points(ring, full))) > 2 * TOLERANCE]
    land = [ring for ring in land if len(set(ring_points(ring, arcs))) > 2]
    countries = topology["objects"]["countries"]["geometries"]
    uses = Counter(n if n >= 0 else ~n for c in countries for polygon in polygons(c) for ring in polygon for n in ring)
    borders = sorted(number for number, count in uses.items() if count > 1 and len(arcs[number]) > 1)
    used = sorted({n if n >= 0 else ~n for ring in land for n in ring} | set(borders))
    place = {number: index for index, number in enumerate(used)}

    out = bytearray(b"ATLS")
    unsigned(out, len(used))
    for number in used:
        unsigned(out, len(arcs[number]))
        x = y = 0
        for px, py in arcs[number]:
            signed(out, px - x)
            signed(out, py - y)
            x, y = px, py
    unsigned(out, len(land))
    for ring in land:
        unsigned(out, len(ring))
        for n in ring:
            signed(out, place[n] if n >= 0 else ~place[~n])
    unsigned(out, len(borders))
    last = 0
    for number in borders:
        unsigned(out, place[number] - last)
        last = place[number]
    named = []
    for country in countries:
        outer = [ring_points(polygon[0], full) for polygon in polygons(country)]
        outer = [ring for ring in outer if len(ring) > 3]
        if outer:
            ring = max(outer, key=lambda r: extent(r)[0] * extent(r)[1] * math.cos(math.radians(r[0][1])))
            named.append((country["properties"]["name"], label_points(ring)))
    named = sorted((name, points) for name, points in named if points)
    unsigned(out, len(named))
    for name, points in named:
        text = name.encode()
        unsigned(out, len(text))
        out += text
        unsigned(out, len(points))
        for x, y, free in points:
            signed(out, round(x * 100))
            signed(out, round(y * 100))
            unsigned(out, round(free * 100))
    TARGET.write_bytes(out)
    points = sum(len(arcs[number]) for number in used)
    print(f"{len(out)} bytes: {len(used)} arcs, {points} points, {len(land)} rings, {len(borders)} borders, {len(named)} names")


main()
