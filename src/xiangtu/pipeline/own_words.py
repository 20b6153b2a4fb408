"""A workspace's own words: lists in its ``lexicon/`` folder that extend the bundled ones."""

from __future__ import annotations

from pathlib import Path

from xiangtu.corpus import Problem
from xiangtu.lexicon import extend_from
from xiangtu.pipeline.workspace import LEXICON_FOLDER


class InvalidWords(ValueError):
    """A list of the workspace is malformed; the message names file and line."""


def own_words(workspace: Path) -> list[Problem]:
    """Read the lists of a workspace from now on, in this process; return warnings about files that are none.

    Raises
    ------
    InvalidWords
        Where a line is malformed.
    """
    folder = workspace / LEXICON_FOLDER
    try:
        unknown = extend_from(folder)
    except (ValueError, OSError) as error:
        raise InvalidWords(str(error)) from None
    message = "extends no list: docs/lexicon.md names them"
    return [Problem(str(folder / f"{name}.txt"), message, is_failure=False) for name in unknown]
