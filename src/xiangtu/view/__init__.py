"""The network page: one HTML file, offline, with the sentence behind every edge."""

from xiangtu.view.page import network_page, write_network
from xiangtu.view.payload import Payload, build_payload

__all__ = ["Payload", "build_payload", "network_page", "write_network"]
