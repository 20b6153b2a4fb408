"""Across pages: one thing, one entity; one fact, one assertion with all its evidence; what people decided. ::

knowledge = link(results)                           # the graph, on the pages' evidence alone
decisions = read_decisions(Path("graph/decisions.toml"))
linked = link_pages(results, decisions)             # with what people decided
linked.knowledge, linked.merges, linked.unused      # graph; joins with reasons; decisions that found nothing
update_links(store, decisions, version)             # the same for a store, only where it can change,
linked = linked_corpus(store, decisions)            # and read from it: more pages than memory holds
uncertain_pairs(linked.knowledge, decisions)        # what a person should look at, most important first
"""

from xiangtu.linking.clusters import Merge
from xiangtu.linking.corpus import in_memory, linked_corpus, linked_otherwise
from xiangtu.linking.decision_file import append_decisions, read_decisions, remove_decision
from xiangtu.linking.decisions import (
    NO_DECISIONS,
    Decision,
    Decisions,
    InvalidDecisions,
    Judgement,
    decision_id,
)
from xiangtu.linking.link import Linked, link, link_pages
from xiangtu.linking.located import Unused
from xiangtu.linking.stored import is_linked, update_links
from xiangtu.linking.uncertain import REASONS, Pair, apart, joined_pairs, uncertain_pairs
from xiangtu.linking.unite import fact

__all__ = [
    "NO_DECISIONS",
    "REASONS",
    "Decision",
    "Decisions",
    "InvalidDecisions",
    "Judgement",
    "Linked",
    "Merge",
    "Pair",
    "Unused",
    "apart",
    "append_decisions",
    "decision_id",
    "fact",
    "in_memory",
    "is_linked",
    "joined_pairs",
    "link",
    "link_pages",
    "linked_corpus",
    "linked_otherwise",
    "read_decisions",
    "remove_decision",
    "uncertain_pairs",
    "update_links",
]
