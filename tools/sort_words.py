"""Bring the hand-made word lists into form: sorted, unique, no stray space, header on top.

Run it after editing ``src/xiangtu/lexicon/words/*.txt``; it changes nothing that is in form already. With
``--check`` it writes nothing and fails where something would change.

    python tools/sort_words.py [--check]
"""

from __future__ import annotations

import argparse
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "src" / "xiangtu" / "lexicon" / "words"


def in_form(text: str) -> str:
    """Return a list's text with its header first and its entries sorted and unique."""
    lines = text.splitlines()
    header = [line.rstrip() for line in lines if line.startswith("#")]
    entries = {
        "\t".join(field.strip() for field in line.split("\t")).rstrip("\t") for line in lines if line.strip()
    }
    body = sorted(entry for entry in entries if not entry.startswith("#"))
    return "".join(line + "\n" for line in [*header, *body])


def main() -> None:
    """Read the command line; write or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only say what is out of form")
    arguments = parser.parse_args()
    out_of_form = []
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if text != in_form(text):
            out_of_form.append(path.name)
            if not arguments.check:
                path.write_text(in_form(text), encoding="utf-8", newline="\n")
    if arguments.check and out_of_form:
        raise SystemExit(f"out of form: {', '.join(out_of_form)}")


if __name__ == "__main__":
    main()
