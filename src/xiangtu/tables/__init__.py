"""The graph as tables and as files for other network programs."""

from xiangtu.tables.csv_files import csv_text, write_edges_csv, write_nodes_csv
from xiangtu.tables.graph_files import write_gexf, write_graphml
from xiangtu.tables.rows import EdgeRow, NodeRow, edge_rows, node_rows

__all__ = [
    "EdgeRow",
    "NodeRow",
    "csv_text",
    "edge_rows",
    "node_rows",
    "write_edges_csv",
    "write_gexf",
    "write_graphml",
    "write_nodes_csv",
]
