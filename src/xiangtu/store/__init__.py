"""The work store: what was read, page by page, in SQLite under the workspace's ``graph/``."""

from xiangtu.store.encoding import decode_record, decode_result, encode_record, encode_result
from xiangtu.store.lock import WorkspaceBusy, only_writer
from xiangtu.store.pages import STORE_FILE, DamagedStore, PageStore, StoredPage, told
from xiangtu.store.spool import Spool, unnamed_database

__all__ = [
    "STORE_FILE",
    "DamagedStore",
    "PageStore",
    "Spool",
    "StoredPage",
    "WorkspaceBusy",
    "decode_record",
    "decode_result",
    "encode_record",
    "encode_result",
    "only_writer",
    "told",
    "unnamed_database",
]
