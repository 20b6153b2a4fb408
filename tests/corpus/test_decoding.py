"""Bytes to text: read right, or refused with one line that says what to do."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.corpus import MAXIMUM_BYTES, UnreadableText, decode

TEXT = "本报讯（记者 王芳）3月5日，莒南县坪上镇召开春耕现场会。\n会后，大家走进田间。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_that_chinese_pages_come_in_is_read_right(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_windows_and_old_mac_line_ends_become_line_feeds():
    assert decode(TEXT.replace("\n", "\r\n").encode()).text == TEXT
    assert decode(TEXT.replace("\n", "\r").encode()).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("lost", [1])
def test_a_file_cut_inside_its_last_character_is_read_with_a_warning(encoding, lost):
    decoded = decode(TEXT.strip().encode(encoding)[:-lost])
    assert decoded.text == TEXT.strip()[:-1]
    assert "incomplete" in decoded.warning


def test_a_file_cut_after_the_first_of_three_bytes_is_read_with_a_warning():
    assert decode(TEXT.strip().encode()[:-2]).text == TEXT.strip()[:-1]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)),
        b"\x00" * 100,
        "Ünïcödé çafé à la crème".encode("latin-1"),
        random.Random(7).randbytes(5000),
    ],
    ids=["png", "zip", "zeros", "latin-1", "random"],
)
def test_what_is_no_chinese_text_is_refused(data):
    with pytest.raises(UnreadableText):
        decode(data)


def test_a_file_damaged_in_its_middle_is_refused_not_guessed():
    data = bytearray(TEXT.encode() * 3)
    data[40:43] = b"\xff\xff\xff"
    with pytest.raises(UnreadableText):
        decode(bytes(data))


def test_a_file_larger_than_a_page_is_refused_with_the_remedy():
    with pytest.raises(UnreadableText, match="split it"):
        decode(b"a" * (MAXIMUM_BYTES + 1))


def test_an_empty_file_is_an_empty_page():
    assert decode(b"").text == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_never_an_error(data):
    try:
        assert "\r" not in decode(data).text
    except UnreadableText as error:
        assert "\n" not in str(error)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_utf8_text_comes_back_as_it_was(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff").removeprefix("\ufeff")
