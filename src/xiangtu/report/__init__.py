"""The statistics report: one offline HTML file, the same as JSON, and a short Markdown."""

from xiangtu.report.document import Report, Section, Table
from xiangtu.report.html import report_html
from xiangtu.report.plain import report_csv, report_json, report_markdown
from xiangtu.report.sections import SECTIONS
from xiangtu.report.writing import FILES, build_report, write_report, write_report_csv

__all__ = [
    "FILES",
    "SECTIONS",
    "Report",
    "Section",
    "Table",
    "build_report",
    "report_csv",
    "report_html",
    "report_json",
    "report_markdown",
    "write_report",
    "write_report_csv",
]
