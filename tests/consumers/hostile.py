#!/usr/bin/env python3
"""Writes a site whose every text tries to break out of the form it stands in. Usage: hostile.py FOLDER"""

import json
import pathlib
import sys

HOSTILE = [
    "</script><script>alert(1)</script>",
    "]]> <![CDATA[ x ]]> <!-- y -->",
    "=cmd|' /C calc'!A0",
    "\u202eright to left\u202c and \u200fmarks\u200e",
    "Emoji 👩‍🚀 and 🇺🇳, & ampersands &amp; &lt;entities&gt; &#x41;",
    "ا" * 10_000,
    "Quotes \" ' ` and back\\slashes \\n {{ braces }} {% tags %}",
    "Control \u0007 and \u001b[31m and \ufffe",
]


def main():
    root = pathlib.Path(sys.argv[1])
    (root / "content/briefings").mkdir(parents=True)
    for folder in ("actors", "venues", "topics"):
        (root / "content" / folder).mkdir()
    # What YAML and TOML want escaped is escaped, and nothing else.
    quoted = [json.dumps(text, ensure_ascii=False).replace("\ufffe", "\\uFFFE") for text in HOSTILE]
    (root / "site.toml").write_text(
        f"title = {quoted[0]}\ndescription = {quoted[1]}\nbase_url = \"https://example.org/\"\n"
        f"as_of = 2025-04-20T18:00:00Z\n[publisher]\nname = {quoted[4]}\n"
        "[rules]\nmissing-profile = \"off\"\nunsourced-statement = \"off\"\n"
    )
    for at, title in enumerate(quoted):
        # Front matter holds 64 KB, so a very long text stands in it once.
        text = title if len(title) < 1000 else '"long"'
        (root / f"content/actors/a{at}.md").write_text(f"---\nname: {text}\n---\n{HOSTILE[at]}\n")
        (root / f"content/venues/v{at}.md").write_text(f"---\nname: {text}\n---\n")
        (root / f"content/topics/t{at}.md").write_text(f"---\ntitle: {text}\nsummary: {text}\n---\n")
        (root / f"content/briefings/b{at}.md").write_text(
            f"---\ntitle: {title}\nsummary: {text}\npublished: 2025-04-{19 - at}\nbyline: [{text}]\n"
            f"topics: [t{at}]\nactors: [a{at}]\nvenues: [v{at}]\n"
            f"dates:\n  - {{ when: 2025-04-19, what: {text}, where: v{at}, who: [a{at}] }}\n"
            f"statements:\n  - {{ who: a{at}, says: {text} }}\n"
            f"changes:\n  - {{ when: 2025-04-20, what: {text} }}\n"
            f"corrections:\n  - {{ when: 2025-04-20, what: {text} }}\n---\n"
            f"A paragraph: {HOSTILE[at]}\n\n[self](#here) and [[a{at}]]\n\n## Here\n\nMore.\n"
        )


if __name__ == "__main__":
    main()
