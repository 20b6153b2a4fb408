"""Stand-ins for the reader of a page, which another process can import: one quick, three that fail."""

import os
from pathlib import Path

from xiangtu.model import Page, PageResult


def quick(page: Page) -> PageResult:
    return PageResult(page, (), (), (), ())


def faulty_once(page: Page) -> PageResult:
    if page.id == "p005.txt":
        raise ValueError("no such rule")
    return quick(page)


def deadly(page: Page) -> PageResult:
    if page.id == "p005.txt":
        os._exit(9)
    return quick(page)


def deadly_the_first_time(page: Page) -> PageResult:
    mark = Path(os.environ["XIANGTU_TEST_MARK"])
    if page.id == "p005.txt" and not mark.exists():
        mark.touch()
        os._exit(9)
    return quick(page)
