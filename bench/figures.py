"""What was measured, with the commit that it was measured at: `bench/figures.json`.

A measurement calls `record`; README and docs quote a figure after a comment that names it,
`<!-- figure: overhead -->1.08<!-- /figure -->`, and a test holds the two against each other. `python -m bench.figures`
writes the newest values into all marks.
"""

import functools
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path(__file__).with_name("figures.json")

_MARKED = re.compile(r"(<!-- figure: ([a-z0-9_.-]+) -->)([^<]*)(<!-- /figure -->)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Quote:
    """A figure as a document quotes it: the figure's name and the words that stand there."""

    document: str
    name: str
    words: str


def record(name: str, value: float, unit: str, *, path: Path = FIGURES) -> None:
    """Keep a figure that was measured just now; the command is that of this process.

    Where the tree differs from its commit, the commit is written with a plus, which no document may quote.
    """
    known = read(path)
    known[name] = {
        "value": value,
        "unit": unit,
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "command": command(),
    }
    path.write_text(json.dumps(dict(sorted(known.items())), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path = FIGURES) -> dict[str, dict[str, str | float]]:
    """Every figure by its name."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@functools.cache
def commit() -> str:
    """The commit of this tree when it was first asked for, which a measurement does before it begins, with
    a plus where what is tracked was changed since; empty outside a repository.
    """
    found = _git("rev-parse", "--short=12", "HEAD")
    # What measurements write themselves changes nothing that is measured.
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ":!bench/*.json", ":!*.md")
    return f"{found}+" if found and changed else found


def command() -> str:
    """How this process was started, as somebody would type it."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    name = spec.name.removesuffix(".__main__") if spec else Path(sys.argv[0]).name
    return " ".join(["python -m", name, *sys.argv[1:]])


def main() -> int:
    """Write the newest values into README and docs; returns the number of marks that name no figure."""
    known, missing = read(), 0
    for document in documents():
        text = document.read_text(encoding="utf-8")
        for _, name, _, _ in _MARKED.findall(text):
            if name not in known:
                print(f"{document.name}: nobody has measured {name}")
                missing += 1
        written = _MARKED.sub(lambda mark: _filled(mark, known), text)
        document.write_text(written, encoding="utf-8")
    return missing


def _filled(mark: re.Match[str], known: dict[str, dict[str, str | float]]) -> str:
    if mark[2] not in known:
        return mark[0]
    places = len(mark[3].strip().partition(".")[2])
    value = float(known[mark[2]]["value"])
    return f"{mark[1]}{value:.{places}f}{mark[4]}"


def documents(root: Path = ROOT) -> list[Path]:
    """Where figures may be quoted."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md")), root / "bench" / "README.md"]


def quotes(root: Path = ROOT) -> list[Quote]:
    """Every figure that README and docs quote."""
    return [
        Quote(document.name, name, words)
        for document in documents(root)
        for _, name, words, _ in _MARKED.findall(document.read_text(encoding="utf-8"))
    ]


def agrees(quote: Quote, figure: dict[str, str | float]) -> bool:
    """Whether the number that is quoted is the figure, rounded as it is written there."""
    found = _NUMBER.search(quote.words)
    if found is None:
        return False
    written = found[0].replace(",", ".")
    places = len(written.partition(".")[2])
    return abs(round(float(figure["value"]), places) - float(written)) < 10**-places / 2


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
