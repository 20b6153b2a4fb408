"""Where things are in a workspace."""

STORE_FOLDER = "graph"
EXPORT_FOLDER = "exports"
LEXICON_FOLDER = "lexicon"
DECISION_FILE = "graph/decisions.toml"
"""What people decided; the only file of ``graph/`` that belongs in git."""
