"""From a table's rows, as people publish them, to events: headings, cells, regions, types and verdicts.

>>> rows = read_rows(
...     ["Kode Identitas Bencana", "Kabupaten", "Provinsi", "Meninggal"],
...     [["1304101202405111", "TANAH DATAR", "SUMATERA BARAT", "32"]],
... )
>>> [(row.event.key, row.event.impact) for row in rows]
[('130410120240511', Impact(dead=32))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata.tabular._assumptions import Assumptions as Assumptions
    from satudata.tabular._csv import Record as Record
    from satudata.tabular._gathering import Gathered as Gathered
    from satudata.tabular._gathering import Judgement as Judgement
    from satudata.tabular._gathering import gather as gather
    from satudata.tabular._headings import Columns as Columns
    from satudata.tabular._headings import Ignored as Ignored
    from satudata.tabular._headings import Ignoring as Ignoring
    from satudata.tabular._kib_cells import KIBState as KIBState
    from satudata.tabular._links import Link as Link
    from satudata.tabular._links import Links as Links
    from satudata.tabular._links import read_links as read_links
    from satudata.tabular._published_totals import PublishedTotals as PublishedTotals
    from satudata.tabular._rows import Row as Row
    from satudata.tabular._tables import Table as Table
    from satudata.tabular._tables import read_csv as read_csv
    from satudata.tabular._tables import read_rows as read_rows
    from satudata.tabular._tables import read_table as read_table
    from satudata.tabular.lists._declarations import read_declarations as read_declarations
    from satudata.tabular.lists._declared import Declarations as Declarations
    from satudata.tabular.lists._declared import DeclaredNumber as DeclaredNumber
    from satudata.tabular.lists._declared import RegionStatus as RegionStatus
    from satudata.tabular.lists._listed import DeclaredChain as DeclaredChain
    from satudata.tabular.lists._listed import ListedDeclaration as ListedDeclaration
    from satudata.tabular.lists._site_names import ReportRow as ReportRow
    from satudata.tabular.lists._site_reports import SiteReports as SiteReports
    from satudata.tabular.lists._site_reports import read_site_reports as read_site_reports

_NAMES = {
    "satudata.tabular._assumptions": ("Assumptions",),
    "satudata.tabular._csv": ("Record",),
    "satudata.tabular._gathering": ("Gathered", "Judgement", "gather"),
    "satudata.tabular._headings": ("Columns", "Ignored", "Ignoring"),
    "satudata.tabular._kib_cells": ("KIBState",),
    "satudata.tabular._links": ("Link", "Links", "read_links"),
    "satudata.tabular._published_totals": ("PublishedTotals",),
    "satudata.tabular._rows": ("Row",),
    "satudata.tabular._tables": ("Table", "read_csv", "read_rows", "read_table"),
    "satudata.tabular.lists._declarations": ("read_declarations",),
    "satudata.tabular.lists._declared": ("DeclaredNumber", "Declarations", "RegionStatus"),
    "satudata.tabular.lists._listed": ("DeclaredChain", "ListedDeclaration"),
    "satudata.tabular.lists._site_names": ("ReportRow",),
    "satudata.tabular.lists._site_reports": ("SiteReports", "read_site_reports"),
}

__all__ = [name for names in _NAMES.values() for name in names]
__getattr__, __dir__ = attach(__name__, _NAMES)
