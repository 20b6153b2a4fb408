"""Bring the word lists into form: sorted, unique, no stray space, header on top; and their table in the docs.

Run it after editing ``src/xiangtu/lexicon/words/*.txt``: it sorts them and writes the table at the end
of ``docs/lexicon.md`` from their headers. It changes nothing that is in form already. With ``--check`` it
writes nothing and fails where something would change.

    python tools/sort_words.py [--check]
"""

from __future__ import annotations

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "xiangtu" / "lexicon" / "words"
PAGE = ROOT / "docs" / "lexicon.md"
TABLE = "| list | holds |\n"


def in_form(text: str) -> str:
    """Return a list's text with its header first and its entries sorted and unique."""
    lines = text.splitlines()
    header = [line.rstrip() for line in lines if line.startswith("#")]
    entries = {
        "\t".join(field.strip() for field in line.split("\t")).rstrip("\t") for line in lines if line.strip()
    }
    body = sorted(entry for entry in entries if not entry.startswith("#"))
    return "".join(line + "\n" for line in [*header, *body])


def purpose(text: str) -> str:
    """Return what a list's header says it holds: its lines up to the one that names the source."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#") or line.startswith("# Source"):
            break
        lines.append(line.removeprefix("#").strip())
    return " ".join(lines).replace("|", "\\|").replace("``", "`")


def with_table(page: str, texts: dict[str, str]) -> str:
    """Return the page with its table of lists, the last thing on it, made anew from `texts` by name."""
    rows = [f"| `{name}` | {purpose(text)} |\n" for name, text in sorted(texts.items())]
    return page.partition(TABLE)[0] + TABLE + "|---|---|\n" + "".join(rows)


def main() -> None:
    """Read the command line; write or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only say what is out of form")
    arguments = parser.parse_args()
    wanted = {path: in_form(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))}
    lists = {path.stem: text for path, text in wanted.items()}
    wanted[PAGE] = with_table(PAGE.read_text(encoding="utf-8"), lists)
    out_of_form = [path for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    if arguments.check and out_of_form:
        raise SystemExit(f"out of form: {', '.join(path.name for path in out_of_form)}")
    for path in out_of_form:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
