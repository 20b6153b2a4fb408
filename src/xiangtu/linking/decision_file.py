"""Decisions in a TOML file that people may edit as well: comments, order and white space survive.

::

    [[decision]]
    id = "same-3f9a1c20"
    kind = "same"
    a = "person:340602-甲镇-周明"
    b = "person:340602-周明"
    date = 2023-03-22        # may be left out
    reason = "…"             # may be left out
"""

from __future__ import annotations

import datetime
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import tomlkit

from xiangtu.linking.decisions import (
    FIELDS,
    OPTIONAL_FIELDS,
    Decision,
    Decisions,
    InvalidDecisions,
)
from xiangtu.vocabulary import load

TABLE = "decision"
COMMON = ("id", "kind", "date", "reason")
HEADER = re.compile(r"\s*\[\[\s*decision\s*\]\]\s*(?:#.*)?")
"""The line a decision starts with. Example: ``[[decision]]  # of the meeting``. Not: ``# [[decision]]``."""
ERROR_LINE = re.compile(r"at line (\d+)")
"""Where the parser says an error is. Example: ``(at line 3, column 6)``. Not: ``(at end of document)``."""
OTHER_TABLE = re.compile(r"\s*\[")
"""A line that may start a table. Example: ``[[decision]]``. Not: ``a = "[b]"``."""
INTRODUCTION = (
    "# What people decided about the graph: kept here, in git, and applied by every build.\n"
    "# Written by 'xiangtu decide'; may be edited by hand. docs/decisions.md says how.\n"
)


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a file; none where there is no file.

    Raises
    ------
    InvalidDecisions
        One line with file and line: where the file is no TOML, a field is missing, unknown or no text, a
        kind, type or predicate is unknown, or decisions contradict each other.
    """
    if not path.is_file():
        return Decisions(source=str(path))
    return Decisions(_parsed(_text(path), path), str(path))


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions at the end of a file; what stands in it stays as it is.

    Raises
    ------
    InvalidDecisions
        Where the file cannot be read, or the new ones contradict it; the file stays as it was.
    """
    text = _text(path) if path.is_file() else INTRODUCTION
    newline = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += newline
    for decision in decisions:
        block = _written(decision).replace("\n", newline)
        text += (newline if text else "") + block
    Decisions(_parsed(text, path), str(path))
    _write(path, text)


def remove_decision(path: Path, identifier: str) -> Decision:
    """Take a decision out of a file, and return it; every other line stays as it is.

    Raises
    ------
    KeyError
        Where no decision has this id.
    InvalidDecisions
        Where the file cannot be read.
    """
    text = _text(path) if path.is_file() else ""
    decisions = _parsed(text, path)
    found = next((each for each in decisions if each.id == identifier), None)
    if found is None:
        raise KeyError(identifier)
    lines = _lines(text)
    start = found.line - 1
    end = _end_of_table(lines, start)
    if start and not lines[start - 1].strip():
        start -= 1
    _write(path, "".join(lines[:start] + lines[end:]))
    return found


def _end_of_table(lines: list[str], start: int) -> int:
    """Return the index after the table's last line of content: comments after it belong to what follows."""
    end = start + 1
    while end < len(lines) and not (OTHER_TABLE.match(lines[end]) and _is_toml("".join(lines[:end]))):
        end += 1
    while end > start + 1 and _is_blank(lines[end - 1]) and _is_toml("".join(lines[: end - 1])):
        end -= 1
    return end


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only line feeds end one, as in TOML."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_toml(text: str) -> bool:
    """Whether a beginning of the file stands for itself: no string or array is open at its end."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise InvalidDecisions(f"{path}:1: not UTF-8 ({error.reason}): save it as UTF-8") from None


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: an interruption leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".decisions-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _written(decision: Decision) -> str:
    """Return a decision as a table of the file."""
    table = tomlkit.table()
    table["id"] = decision.id
    for key, value in decision.content().items():
        table[key] = value
    if decision.date:
        table["date"] = datetime.date.fromisoformat(decision.date)
    if decision.reason:
        table["reason"] = decision.reason
    tables = tomlkit.aot()
    tables.append(table)
    document = tomlkit.document()
    document[TABLE] = tables
    return tomlkit.dumps(document)


def _parsed(text: str, path: Path) -> tuple[Decision, ...]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = ERROR_LINE.search(str(error))
        line = int(position.group(1)) if position else len(_lines(text)) or 1
        raise InvalidDecisions(f"{path}:{line}: not valid TOML: {' '.join(str(error).split())}") from None
    unknown = sorted(data.keys() - {TABLE})
    if unknown:
        raise InvalidDecisions(f"{path}:1: unknown table {unknown[0]!r}: write each as [[{TABLE}]]")
    tables = data.get(TABLE, [])
    lines = _header_lines(text)
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise InvalidDecisions(f"{path}:1: write each decision as a table of its own, under [[{TABLE}]]")
    return tuple(_decision(table, line, path) for table, line in zip(tables, lines, strict=True))


def _header_lines(text: str) -> list[int]:
    """Return the line, from 1, of each ``[[decision]]``; one inside a string of many lines is none."""
    lines = _lines(text)
    found = [number for number, line in enumerate(lines, start=1) if HEADER.fullmatch(line.rstrip("\r\n"))]
    if "'''" in text or '"""' in text:
        found = [number for number in found if _is_toml("".join(lines[: number - 1]))]
    return found


def _decision(table: object, line: int, path: Path) -> Decision:
    def refuse(what: str) -> InvalidDecisions:
        name = f" {table['id']!r}" if isinstance(table, dict) and isinstance(table.get("id"), str) else ""
        return InvalidDecisions(f"{path}:{line}: decision{name}: {what}")

    if not isinstance(table, dict):
        raise refuse("is no table")
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in FIELDS:
        raise refuse(f"kind {kind!r} is unknown: use {', '.join(FIELDS)}")
    known = (*COMMON, *FIELDS[kind], *OPTIONAL_FIELDS.get(kind, ()))
    for key in ("id", *FIELDS[kind]):
        if key not in table:
            raise refuse(f"{key} is missing")
    values: dict[str, str] = {}
    for key, value in table.items():
        if key not in known:
            raise refuse(f"unknown field {key!r}: use {', '.join(known)}")
        date = key == "date" and isinstance(value, datetime.date)
        found = value.isoformat() if date else value
        if not isinstance(found, str) or (not found.strip() and key not in ("reason", "post", "date")):
            raise refuse(f"{key} must be a text")
        values[key] = found
    _check_terms(values, refuse)
    return Decision(**values, line=line)


def _check_terms(values: dict[str, str], refuse: Callable[[str], InvalidDecisions]) -> None:
    terms = load()
    if "type" in values and values["type"] not in terms.types:
        raise refuse(f"there is no type {values['type']!r}: use {', '.join(terms.types)}")
    if "predicate" in values and values["predicate"] not in terms.predicates:
        raise refuse(f"there is no predicate {values['predicate']!r}: use {', '.join(terms.predicates)}")
    if values.get("a") and values.get("a") == values.get("b"):
        raise refuse(f"names {values['a']!r} twice: name two things")
    if values.get("date"):
        try:
            datetime.date.fromisoformat(values["date"])
        except ValueError:
            raise refuse(f"{values['date']!r} is no date: write 2023-03-22") from None
