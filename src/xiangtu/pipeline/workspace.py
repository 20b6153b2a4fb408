"""Where things are in a workspace."""

STORE_FOLDER = "graph"
EXPORT_FOLDER = "exports"
LEXICON_FOLDER = "lexicon"
