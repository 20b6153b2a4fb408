"""The cues are read, every one of them, and none by a name that is not there."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from xiangtu.recognition.cues import cue, cue_characters, pattern

ROOM = files("xiangtu.recognition")
NAMES = sorted(tomllib.loads((ROOM / "cues.toml").read_text(encoding="utf-8")))
CODE = "".join(item.read_text(encoding="utf-8") for item in ROOM.iterdir() if item.name.endswith(".py"))
BY_TYPE = {f"{head}after_{kind}" for head in ("", "not_") for kind in ("village", "township")}


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_is_asked_for_somewhere(name: str) -> None:
    assert f'"{name}"' in CODE or name in BY_TYPE


def test_every_cue_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r'(?:cue|cue_characters|pattern)\("([a-z_]+)"\)', CODE))
    assert asked <= set(NAMES)


def test_a_pattern_prefers_the_longest_word() -> None:
    match = pattern("speech").match("告诉记者")
    assert match is not None
    assert match.group() == max((w for w in cue("speech") if "告诉记者".startswith(w)), key=len)


def test_a_cue_of_characters_gives_single_characters() -> None:
    assert all(len(char) == 1 for char in cue_characters("no_given_name"))
