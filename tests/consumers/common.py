"""What the consumers share: the built site, what is wrong with it, and where published vocabularies are kept."""

import json
from pathlib import Path
from urllib.parse import unquote

PROJECT = Path(__file__).resolve().parents[2]
# Vocabularies whose licence keeps them out of the project; where they are not beside it, what needs them is not run.
STANDARDS = PROJECT.parent / "shared" / "standards"


class Site:
    def __init__(self, root: Path):
        if not (root / "index.html").is_file():
            raise SystemExit(f"{root} holds no built site")
        self.root = root
        self.faults: list[str] = []

    def files(self, pattern: str) -> list[Path]:
        return sorted(path for path in self.root.rglob(pattern) if path.is_file())

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def fault(self, path: Path, what: str) -> None:
        self.faults.append(f"{self.name(path)}: {what}")

    def json(self, path: Path, text: str | None = None):
        """Strict JSON, of a file or of a text in it: no key twice, no NaN."""

        def distinct(pairs):
            keys = [key for key, _ in pairs]
            if len(keys) != len(set(keys)):
                self.fault(path, f"a key is given twice: {keys}")
            return dict(pairs)

        def refuse(word):
            self.fault(path, f"{word} is no JSON")

        return json.loads(text or path.read_text("utf-8"), object_pairs_hook=distinct, parse_constant=refuse)

    def has(self, href: str) -> bool:
        """Whether an address relative to the root leads to a file."""
        return (self.root / unquote(href.split("#")[0])).is_file()
