"""The named queries of ``ontology/queries``: what they answer, their parameters, their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import Literal

from xiangtu.rdf.namespaces import term
from xiangtu.rdf.ontology import QUERY_FOLDER, ontology_folder

SUFFIX = ".rq"

HEADER_LINE = re.compile(r"^# (title|title-en|description|param): (.+)$", re.MULTILINE)
"""``# title: 谁报道了哪些乡镇`` is one; ``# a remark`` is none."""

PARAMETER = re.compile(r"^(?P<name>\w+) \((?P<kind>name|text|number)\): (?P<meaning>.+)$")
"""``township (name): the township's name`` is one; ``township: a name`` is none."""


class QueryError(Exception):
    """A query that is not run, with one line that says why."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that may be given.

    `kind` is ``name`` (a label, Chinese), ``text`` (a plain string) or ``number``.
    """

    name: str
    kind: str
    meaning: str

    def literal(self, value: str) -> str:
        """Return `value` as SPARQL: quoted and escaped, so that it stays a value whatever it holds.

        Raises
        ------
        QueryError
            If a number is wanted and `value` is none.
        """
        if self.kind == "name":
            return str(Literal(value, language="zh"))
        if self.kind == "text":
            return str(Literal(value))
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise QueryError(f"parameter {self.name} must be a number, not {value!r}") from error
        if not number.is_finite():
            raise QueryError(f"parameter {self.name} must be a finite number")
        return str(Literal(format(number, "f"), datatype=term("xsd:decimal")))


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what it answers. `text` is SPARQL that runs as it is, for all values of its parameters."""

    name: str
    title: str
    title_en: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the text with `values` for its parameters.

        Raises
        ------
        QueryError
            If the query has no parameter of that name, or the value does not fit.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name in sorted(values):
            if name not in known:
                names = ", ".join(known) or "none"
                raise QueryError(f"{self.name} has no parameter {name!r}; it has: {names}")
            literal = known[name].literal(values[name])
            text = text.replace(_place(name), f"VALUES ?{name} {{ {literal} }}")
        return text


def named_queries() -> dict[str, NamedQuery]:
    """Return the catalogue, sorted by name."""
    files = sorted((ontology_folder() / QUERY_FOLDER).glob(f"*{SUFFIX}"))
    return {path.stem: _read(path.stem, path.read_text(encoding="utf-8")) for path in files}


def query_text(query: str, values: Mapping[str, str] | None = None) -> str:
    """Return SPARQL for what a user gave: a name of the catalogue, a ``.rq`` file or SPARQL itself.

    Parameters
    ----------
    values:
        For the parameters that the query declares.

    Raises
    ------
    QueryError
        If a file is missing or a parameter is unknown.
    """
    catalogue = named_queries()
    if query in catalogue:
        return catalogue[query].bind(values or {})
    if query.endswith(SUFFIX):
        path = Path(query)
        if not path.is_file():
            raise QueryError(f"{query} does not exist")
        return _read(path.stem, path.read_text(encoding="utf-8")).bind(values or {})
    if re.fullmatch(r"[\w-]+", query):
        near = get_close_matches(query, catalogue, n=3, cutoff=0.4) or sorted(catalogue)
        raise QueryError(f"no query is named {query!r}; perhaps: {', '.join(near)}")
    return _read("the query", query).bind(values or {})


def _read(name: str, text: str) -> NamedQuery:
    header: dict[str, str] = {}
    parameters = []
    for field, value in HEADER_LINE.findall(text):
        if field != "param":
            header[field] = value
            continue
        match = PARAMETER.match(value)
        if match is None or text.count(_place(match["name"])) != 1:
            raise QueryError(f"{name}: parameter {value!r} needs a kind and one line 'VALUES ?… {{ UNDEF }}'")
        parameters.append(Parameter(**match.groupdict()))
    return NamedQuery(
        name,
        header.get("title", name),
        header.get("title-en", name),
        header.get("description", ""),
        tuple(parameters),
        text,
    )


def _place(name: str) -> str:
    return f"VALUES ?{name} {{ UNDEF }}"
