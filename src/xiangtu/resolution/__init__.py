"""Resolution: the mentions of a page to its entities.

Short and elliptical names go to their full ones, places to official codes inside the counties that the
page names, misread names to their neighbours where there is evidence. What no list has becomes a local
entity under the place that the text names. Nothing but counties and above is looked up in the whole
country. ::

    resolution = resolve(page, articles, find_mentions(page, articles))
    resolution.mentions      # the same mentions, each with its entity's id
    resolution.entities      # the page's entities, sorted by id, with the chain above each place
"""

from xiangtu.resolution.resolve import Resolution, resolve

__all__ = ["Resolution", "resolve"]
