"""The work store: what was read, page by page, in SQLite under the workspace's ``graph/``."""

from xiangtu.store.encoding import decode_result, encode_result
from xiangtu.store.lock import WorkspaceBusy, only_writer
from xiangtu.store.pages import STORE_FILE, DamagedStore, PageStore, StoredPage

__all__ = [
    "STORE_FILE",
    "DamagedStore",
    "PageStore",
    "StoredPage",
    "WorkspaceBusy",
    "decode_result",
    "encode_result",
    "only_writer",
]
