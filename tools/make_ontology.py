"""Write ``ontology/xiangtu.ttl`` and ``docs/ontology.html`` from the vocabulary.

Run it after every change of ``src/xiangtu/vocabulary/vocabulary.toml``: ``python tools/make_ontology.py``.
"""

from pathlib import Path

from xiangtu.rdf import ontology_turtle
from xiangtu.rdf.ontology_page import ontology_page

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write both files."""
    for path, text in (
        (ROOT / "ontology" / "xiangtu.ttl", ontology_turtle()),
        (ROOT / "docs" / "ontology.html", ontology_page()),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
