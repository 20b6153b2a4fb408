"""Whether a query only reads, and reads nothing but the data set: told by its parsed algebra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyparsing import ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from xiangtu.rdf.catalogue import QueryError


def require_read_only(query: str, prefixes: Mapping[str, str]) -> None:
    """Raise if a query is no query, or would write, or would read from anywhere else.

    Parameters
    ----------
    prefixes:
        Known to the query without being declared.

    Raises
    ------
    QueryError
        With one line that says what is refused, or where the syntax is wrong.
    """
    try:
        parsed = parseQuery(query)
        algebra = translateQuery(parsed, initNs=dict(prefixes)).algebra
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    except Exception as error:
        if _is_update(query):
            raise QueryError("updates are refused: the graph is read-only") from error
        raise QueryError(f"this is no SPARQL query: {_one_line(error)}") from error
    for part in _parts([parsed[1], algebra]):
        if part.name == "ServiceGraphPattern":
            raise QueryError("SERVICE is refused: nothing but the file is read")
        if "datasetClause" in part and part.datasetClause:
            raise QueryError("FROM is refused: the query reads the file that is given")


def _is_update(query: str) -> bool:
    try:
        return bool(parseUpdate(query).request)
    except Exception:
        return False


def _parts(node: object) -> Iterator[CompValue]:
    """Yield every node of a parse tree or algebra, without recursion and each object once."""
    waiting: list[object] = [node]
    seen: dict[int, object] = {}  # holds the objects, so that no id is given twice
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen[id(current)] = current
        if isinstance(current, CompValue):
            yield current
        if isinstance(current, Mapping):
            waiting.extend(current.values())
        elif isinstance(current, list | tuple | set | ParseResults):
            waiting.extend(current)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
