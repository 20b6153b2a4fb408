"""The lexicon: the places of China and the words of the genre.

Places (`xiangtu.lexicon.places`)::

    gazetteer = open_gazetteer()          # regions at hand; counties are read when asked for
    gazetteer.regions("杜集区")            # counties and above, by full name or short form → tuple[Place, …]
    gazetteer.region_names                # every full name and short form → its places, for matching in text
    county = gazetteer.county("340602")   # townships and villages of one county → County, or None
    county.find("石台镇")                  # → tuple[Place, …]: all candidates; exact names before short forms
    county.names                          # what to look for in the text of an article about this county
    county.children(township)             # the villages of a township
    gazetteer.children(place)             # the places right below any place
    gazetteer.townships(name)             # nationwide, full names; .villages, .candidates: slow
    gazetteer.formerly("定陶县")           # former names, with the year they ended
    gazetteer.place(code, scheme)         # by code
    describe_place("学田村", "杜集区")      # codes, chain, children, candidates as plain data, for the CLI

A `Place` has `name`, `level`, `codes`, `parent`, `chain()`, `county_code`, `kind`, `aliases`, `path`.

Words (`xiangtu.lexicon.wordlists`)::

    words("surnames")                     # → frozenset[str]
    rows("departments", 3)                # → tuples of fields, sorted
    words("posts", workspace / "lexicon") # with the workspace's own lexicon/posts.txt
    list_names()                          # all lists; docs/lexicon.md says what each holds
"""

from xiangtu.lexicon.description import describe_place
from xiangtu.lexicon.places import County, Gazetteer, Place, iter_counties, open_gazetteer
from xiangtu.lexicon.wordlists import extend_from, extension_version, list_names, rows, words

# The editions of the bundled data, as the command line prints them.
EDITION = "nbs2023 (2023-06-30), mca2025, words 2026-11"

__all__ = [
    "EDITION",
    "County",
    "Gazetteer",
    "Place",
    "describe_place",
    "extend_from",
    "extension_version",
    "iter_counties",
    "list_names",
    "open_gazetteer",
    "rows",
    "words",
]
