"""What is known of a page besides its text: newspaper, place, issue date, from ``pages.toml``.

The file lies in the folder that is given to ``build``::

    [defaults]                       # for every page of the folder
    newspaper = "沂州日报"
    place = "莒南县"

    [pages."2023/0322-03.txt"]       # a page, by its path below the folder
    issue_date = "2023-03-22"        # or "2023-03", or "2023": as precise as is known

Every field may be left out; what is not known stays out.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

METADATA_FILE = "pages.toml"

ISSUE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
"""A date as precise as known. Example: ``2023-03``. Counter-example: ``03-22``."""


class InvalidMetadata(ValueError):
    """``pages.toml`` cannot be read; the message names file, place and remedy."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What ``pages.toml`` says of one page; None where it says nothing."""

    newspaper: str | None = None
    place: str | None = None
    issue_date: str | None = None


FIELDS = tuple(field.name for field in fields(PageFacts))


def read_metadata(folder: Path) -> tuple[PageFacts, Mapping[str, PageFacts]]:
    """Return the defaults of a folder and the facts of the pages that its ``pages.toml`` names.

    Raises
    ------
    InvalidMetadata
        Where the file is no TOML, has an unknown key, or a date that is none.
    """
    path = folder / METADATA_FILE
    if not path.is_file():
        return PageFacts(), {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidMetadata(f"{path}: not valid TOML: {error}") from None
    unknown = sorted(data.keys() - {"defaults", "pages"})
    if unknown:
        raise InvalidMetadata(f'{path}: unknown table [{unknown[0]}]: use [defaults] and [pages."FILE"]')
    defaults = _facts(path, "defaults", data.get("defaults", {}), PageFacts())
    pages = data.get("pages", {})
    if not isinstance(pages, dict):
        raise InvalidMetadata(f'{path}: [pages] must hold tables: write [pages."FILE"]')
    return defaults, {
        name: _facts(path, f'pages."{name}"', values, defaults) for name, values in sorted(pages.items())
    }


def _facts(path: Path, table: str, values: object, defaults: PageFacts) -> PageFacts:
    if not isinstance(values, dict):
        raise InvalidMetadata(f"{path}: [{table}] must be a table with {', '.join(FIELDS)}")
    known: dict[str, str] = {}
    for key, value in values.items():
        if key not in FIELDS:
            raise InvalidMetadata(f"{path}: [{table}] has an unknown key {key!r}: use {', '.join(FIELDS)}")
        text = value.isoformat() if isinstance(value, datetime.date) else value
        if not isinstance(text, str) or not text.strip():
            raise InvalidMetadata(
                f"{path}: [{table}] {key} must be a text; leave it out where it is not known"
            )
        known[key] = text.strip()
    if "issue_date" in known and not _is_date(known["issue_date"]):
        raise InvalidMetadata(
            f"{path}: [{table}] issue_date {known['issue_date']!r} is no date: write 2023-03-22 or 2023-03"
        )
    return replace(defaults, **known)


def _is_date(text: str) -> bool:
    if not ISSUE_DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
