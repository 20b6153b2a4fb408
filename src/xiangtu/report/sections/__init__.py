"""The chapters of the report, one function each: facts of the corpus → `Section`."""

from collections.abc import Callable

from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Section
from xiangtu.report.sections.edges import strongest_edges
from xiangtu.report.sections.figures import figures
from xiangtu.report.sections.overview import key_figures, kinds, method
from xiangtu.report.sections.people import bylines, posts
from xiangtu.report.sections.places import places
from xiangtu.report.sections.programmes import programmes
from xiangtu.report.sections.quality import quality
from xiangtu.report.sections.structure import centrality, communities, degrees
from xiangtu.report.sections.time_line import time_line

SECTIONS: dict[str, Callable[[CorpusFacts], Section]] = {
    "key_figures": key_figures,
    "kinds": kinds,
    "programmes": programmes,
    "bylines": bylines,
    "posts": posts,
    "figures": figures,
    "places": places,
    "time_line": time_line,
    "strongest_edges": strongest_edges,
    "centrality": centrality,
    "communities": communities,
    "degrees": degrees,
    "quality": quality,
    "method": method,
}
"""In the order of the report."""

__all__ = ["SECTIONS"]
