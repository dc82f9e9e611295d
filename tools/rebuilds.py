"""Measures rebuilds: python3 tools/rebuilds.py PROGRAM SITE [ROUNDS].

Each round builds SITE without a cache, then with one: the first build, a build without changes, and builds after an edit of one
briefing, which is undone. Prints medians of wall and CPU seconds, and the ratio to the build without a cache. The output is
beside SITE and is removed at the end."""

import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

AS_OF = "2026-01-01T12:00Z"
# Seconds between builds: the times of a folder are trusted when they are two seconds old.
PAUSE = 2.5


def run(program, site, output, *options):
    """Runs a build and returns its wall and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    command = [program, "build", "--root", site, "--output", output, "--as-of", AS_OF, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def remove(output):
    for folder in (output, output.with_name(f".{output.name}.next")):
        shutil.rmtree(folder, ignore_errors=True)


def measure_round(program, site, output):
    """Returns the times of each kind of build."""
    briefings = sorted((site / "content" / "briefings").rglob("*.md"))
    edited = briefings[len(briefings) // 2]
    text = edited.read_text()
    remove(output)
    times = {"without a cache": run(program, site, output, "--no-cache")}
    remove(output)
    times["the first build with a cache"] = run(program, site, output)
    # The second build finds no staged tree yet.
    edits = {
        "nothing": text,
        "one word of a body": text.rstrip("\n") + " Indeed.\n",
        "one word of a body, again": text.rstrip("\n") + " Indeed so.\n",
        # From here on, the folders of both trees are known.
        "one word of a body, a third time": text.rstrip("\n") + " Indeed it is.\n",
        "a title": re.sub("(?m)^title: [\"']?", lambda key: key.group() + "New ", text, count=1),
    }
    try:
        for name, edit in edits.items():
            edited.write_text(edit)
            time.sleep(PAUSE)
            times[name] = run(program, site, output)
    finally:
        edited.write_text(text)
    return times


def main():
    program, site = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    output = site.with_name(site.name + "-rebuilds")
    measured = [measure_round(program, site, output) for _ in range(rounds)]
    cache = output.with_name(f".{output.name}.next") / "cache"
    size = sum(file.stat().st_size for file in cache.iterdir())
    remove(output)
    first = {}
    for name in measured[0]:
        wall, cpu = (statistics.median(times[name][index] for times in measured) for index in (0, 1))
        first = first or {"wall": wall, "cpu": cpu}
        print(f"| {name} | {wall:.2f} ({wall / first['wall']:.2f}) | {cpu:.2f} ({cpu / first['cpu']:.2f}) |")
    print(f"cache: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
