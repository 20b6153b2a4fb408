"""The report's words in both languages, from ``assets/report.toml`` and the vocabulary."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from xiangtu.report.document import Label
from xiangtu.vocabulary import load

Words = dict[str, dict[str, dict[str, str]]]


class Both(NamedTuple):
    """One text in Chinese and in English."""

    zh: str
    en: str


@cache
def _words() -> Words:
    text = files(__package__).joinpath("assets", "report.toml").read_text(encoding="utf-8")
    words: Words = tomllib.loads(text)
    return words


def both(group: str, key: str, values: Mapping[str, object] | None = None, field: str = "") -> Both:
    """Return the text of ``[group.key]``, `values` filled in; `field` ``"about"`` gives its meaning.

    >>> both("word", "shown", {"shown": 2, "all": 5}).en
    '2 of 5 rows; report.json has all.'
    """
    entry = _words()[group][key]
    prefix = f"{field}_" if field else ""
    filled = values or {}
    return Both(entry[f"{prefix}zh"].format_map(filled), entry[f"{prefix}en"].format_map(filled))


def has_word(key: str) -> bool:
    """Whether the report has a word of this key."""
    return key in _words()["word"]


def trace_of(key: str) -> Both:
    """Return what the table `key` is made of; the English in the terms of the records."""
    return both("table", key, field="trace")


def query_of(key: str) -> str:
    """Return the named query that asks the Turtle for the table `key`; empty where there is none.

    >>> query_of("posts")
    'posts-and-holders'
    """
    return _words()["table"][key].get("query", "")


def command_of(key: str) -> str:
    """Return the command that asks the Turtle for the table `key`; empty where there is none.

    >>> command_of("doubtful_relations")
    'xiangtu query low-confidence-statements --param below=0.6'
    """
    parameters = _words()["table"][key].get("parameters", "")
    return f"xiangtu query {query_of(key)} {parameters}".rstrip() if query_of(key) else ""


def label(cell: Label) -> Both:
    """Return a term's labels; a key that the vocabulary does not have stands for itself."""
    vocabulary = load()
    groups = {
        "types": vocabulary.types,
        "roles": vocabulary.roles,
        "predicates": vocabulary.predicates,
        "cooccurrence": vocabulary.cooccurrence,
    }
    term = groups[cell.group].get(cell.key)
    return Both(term.zh, term.en) if term else Both(cell.key, cell.key)
