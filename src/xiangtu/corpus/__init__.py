"""Paths to pages: which files are pages, their bytes decoded, and what ``pages.toml`` knows of them."""

from xiangtu.corpus.decoding import MAXIMUM_BYTES, Decoded, UnreadableText, decode
from xiangtu.corpus.files import DEFAULT_GLOB, PageFile, Problem, find_pages, read_page
from xiangtu.corpus.metadata import METADATA_FILE, InvalidMetadata, PageFacts, read_metadata

__all__ = [
    "DEFAULT_GLOB",
    "MAXIMUM_BYTES",
    "METADATA_FILE",
    "Decoded",
    "InvalidMetadata",
    "PageFacts",
    "PageFile",
    "Problem",
    "UnreadableText",
    "decode",
    "find_pages",
    "read_metadata",
    "read_page",
]
