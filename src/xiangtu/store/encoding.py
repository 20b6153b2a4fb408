"""Records as compact JSON and back: a record is the list of its fields, typed by the records themselves."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain, pairwise
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from xiangtu.model import PageResult, Reading, Sentence

COMPRESSION = 6

Record = TypeVar("Record")
Json = Any
"""A value as JSON has it."""
Type = Any
"""A record, or the type of a record's field."""
Reader = Callable[[Json], Any]


def encode_record(record: object) -> str:
    """Return a record as JSON text that `decode_record` turns back into an equal one.

    >>> encode_record(Span(3, 5))
    '[3,5]'
    """
    text = _encoder().encode(record)
    # A lone surrogate has no UTF-8; JSON can say it by its number, as backslashreplace does.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def decode_record(kind: type[Record], text: str) -> Record:
    """Return the record of `kind` that `encode_record` was given.

    Raises
    ------
    ValueError
        Where the text is no such record.
    """
    try:
        record: Type = kind
        read = _reader(record) or _record_reader(record)
        found: Record = read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a stored record is damaged: {error}") from error
    return found


def encode_result(result: PageResult) -> bytes:
    """Return a page's result as bytes that `decode_result` turns back into an equal one."""
    return pack(result)


def decode_result(data: bytes) -> PageResult:
    """Return the result that `encode_result` was given.

    Raises
    ------
    ValueError
        Where the bytes are damaged.
    """
    return unpack(PageResult, data)


def pack(record: object) -> bytes:
    """Return a record as compressed bytes."""
    return zlib.compress(encode_record(record).encode("utf-8"), COMPRESSION)


def unpack(kind: type[Record], data: bytes) -> Record:
    """Return the record of `kind` that `pack` was given; errors as `decode_record`."""
    try:
        text = zlib.decompress(data).decode("utf-8")
    except (zlib.error, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"a stored page is damaged: {error}") from error
    return decode_record(kind, text)


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Json) -> list[Json]:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Reading):
        printed = None if value.printed == value.text else value.printed
        return [value.text, printed, _runs(value.offsets), value.sentences, value.breaks]
    kind: Type = type(value)
    return [getattr(value, name) for name in _names(kind)]


def _runs(offsets: Sequence[int]) -> list[int]:
    """Return start and length of each run of consecutive offsets; -1 is a run of its own.

    >>> _runs((7, 8, 9, -1, 20))
    [7, 3, -1, 1, 20, 1]
    """
    if not offsets:
        return []
    breaks = (
        at for at, (one, following) in enumerate(pairwise(offsets), 1) if following != one + 1 or one < 0
    )
    bounds = [0, *breaks, len(offsets)]
    return [value for start, end in pairwise(bounds) for value in (offsets[start], end - start)]


def _reading(row: Json) -> Reading:
    if isinstance(row, dict):  # as schema 1 had it
        found: Reading = _record_reader(Reading)(row)
        return found
    text, printed, runs, sentences, breaks = row
    starts_and_lengths = zip(runs[::2], runs[1::2], strict=True)
    offsets = chain.from_iterable(range(start, start + length) for start, length in starts_and_lengths)
    return Reading(
        text,
        text if printed is None else printed,
        tuple(offsets),
        tuple([Sentence(*sentence) for sentence in sentences]),
        frozenset(breaks),
    )


@cache
def _names(kind: Type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Type) -> Reader | None:
    """Return what turns JSON of a type into a value of it; None where JSON has the very value."""
    origin: Type = get_origin(kind)
    of = get_args(kind)
    record: Type = kind
    found: Reader | None = None
    if origin in (Union, UnionType):
        found = _union_reader([each for each in of if each is not NoneType])
    elif origin is tuple:
        found = _tuple_reader(of)
    elif origin is frozenset:
        found = frozenset
    elif kind is Reading:
        found = _reading
    elif is_dataclass(kind):
        found = _record_reader(record)
    elif isinstance(kind, type) and issubclass(kind, tuple):  # a NamedTuple of plain values
        found = kind._make  # type: ignore[attr-defined]
    return found


def _tuple_reader(of: Sequence[Type]) -> Reader:
    """Return what makes a tuple: of records, or of values that JSON has as they are."""
    read = _reader(of[0]) if of[-1] is Ellipsis else None
    return tuple if read is None else lambda values: tuple([read(value) for value in values])


def _union_reader(kinds: Sequence[Type]) -> Reader | None:
    """Of several records the one with as many fields is meant."""
    if len(kinds) == 1:
        one = _reader(kinds[0])
        return None if one is None else lambda value: None if value is None else one(value)
    if not all(map(is_dataclass, kinds)):
        return None
    by_length = {len(_names(kind)): _record_reader(kind) for kind in kinds}
    return lambda value: by_length[len(value)](value)


@cache
def _record_reader(kind: Type) -> Reader:
    names, hints = _names(kind), get_type_hints(kind)
    readers = [_reader(hints[name]) for name in names]
    is_plain = not any(readers)

    def read(row: Json) -> Json:
        values = [row[name] for name in names if name in row] if isinstance(row, dict) else row
        if is_plain:
            return kind(*values)
        return kind(*[each(value) if each else value for each, value in zip(readers, values, strict=False)])

    return read
