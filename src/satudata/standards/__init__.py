"""Satu Data: data standards, metadata and code lists, by the four principles.

>>> from satudata import standards
>>> standards.get_standard("Impact.dead").satuan
'Orang'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata._ground.meanings import DataStandard as DataStandard
    from satudata._ground.meanings import standard_of as standard_of
    from satudata.standards._activity import Activity as Activity
    from satudata.standards._activity import CollectionMethod as CollectionMethod
    from satudata.standards._activity import Indicator as Indicator
    from satudata.standards._activity import Variable as Variable
    from satudata.standards._ckan import check_ckan as check_ckan
    from satudata.standards._ckan import to_ckan as to_ckan
    from satudata.standards._ckan import write_ckan as write_ckan
    from satudata.standards._code_checks import check_codes as check_codes
    from satudata.standards._code_checks import check_kibs as check_kibs
    from satudata.standards._code_lists import CodeEntry as CodeEntry
    from satudata.standards._code_lists import CodeList as CodeList
    from satudata.standards._code_lists import MasterData as MasterData
    from satudata.standards._code_lists import code_list as code_list
    from satudata.standards._code_lists import code_lists as code_lists
    from satudata.standards._code_lists import master_data as master_data
    from satudata.standards._columns import concepts as concepts
    from satudata.standards._columns import find_concept as find_concept
    from satudata.standards._datapackage import to_data_package as to_data_package
    from satudata.standards._datapackage import write_data_package as write_data_package
    from satudata.standards._dataset import Column as Column
    from satudata.standards._dataset import ColumnType as ColumnType
    from satudata.standards._dataset import Dataset as Dataset
    from satudata.standards._dataset import DeclaredStandard as DeclaredStandard
    from satudata.standards._dataset import Frequency as Frequency
    from satudata.standards._dataset import Resource as Resource
    from satudata.standards._dcat import to_dcat as to_dcat
    from satudata.standards._dcat import write_dcat as write_dcat
    from satudata.standards._drafting import draft_dataset as draft_dataset
    from satudata.standards._metadata import MetadataProfile as MetadataProfile
    from satudata.standards._metadata import lint_name as lint_name
    from satudata.standards._metadata import profile as profile
    from satudata.standards._metadata import profiles as profiles
    from satudata.standards._ms_forms import to_ms_forms as to_ms_forms
    from satudata.standards._ms_forms import write_ms_forms as write_ms_forms
    from satudata.standards._principles import check_principles as check_principles
    from satudata.standards._release import Release as Release
    from satudata.standards._release import ReleaseAction as ReleaseAction
    from satudata.standards._release import ReleaseStage as ReleaseStage
    from satudata.standards._release import ReleaseStep as ReleaseStep
    from satudata.standards._report import Principle as Principle
    from satudata.standards._report import PrincipleCheck as PrincipleCheck
    from satudata.standards._report import PrincipleReport as PrincipleReport
    from satudata.standards._roles import Party as Party
    from satudata.standards._roles import Role as Role
    from satudata.standards._standards import all_standards as all_standards
    from satudata.standards._standards import get_standard as get_standard
    from satudata.standards._standards import standards_of as standards_of

__all__ = [
    "Activity",
    "CodeEntry",
    "CodeList",
    "CollectionMethod",
    "Column",
    "ColumnType",
    "DataStandard",
    "Dataset",
    "DeclaredStandard",
    "Frequency",
    "Indicator",
    "MasterData",
    "MetadataProfile",
    "Party",
    "Principle",
    "PrincipleCheck",
    "PrincipleReport",
    "Release",
    "ReleaseAction",
    "ReleaseStage",
    "ReleaseStep",
    "Resource",
    "Role",
    "Variable",
    "all_standards",
    "check_ckan",
    "check_codes",
    "check_kibs",
    "check_principles",
    "code_list",
    "code_lists",
    "concepts",
    "draft_dataset",
    "find_concept",
    "get_standard",
    "lint_name",
    "master_data",
    "profile",
    "profiles",
    "standard_of",
    "standards_of",
    "to_ckan",
    "to_data_package",
    "to_dcat",
    "to_ms_forms",
    "write_ckan",
    "write_data_package",
    "write_dcat",
    "write_ms_forms",
]

_HOMES = {
    "satudata._ground.meanings": ("DataStandard", "standard_of"),
    "satudata.standards._activity": ("Activity", "CollectionMethod", "Indicator", "Variable"),
    "satudata.standards._code_checks": ("check_codes", "check_kibs"),
    "satudata.standards._code_lists": (
        *("CodeEntry", "CodeList", "MasterData", "code_list", "code_lists", "master_data"),
    ),
    "satudata.standards._ckan": ("check_ckan", "to_ckan", "write_ckan"),
    "satudata.standards._datapackage": ("to_data_package", "write_data_package"),
    "satudata.standards._dataset": (
        "Column",
        "ColumnType",
        "Dataset",
        "DeclaredStandard",
        "Frequency",
        "Resource",
    ),
    "satudata.standards._dcat": ("to_dcat", "write_dcat"),
    "satudata.standards._drafting": ("draft_dataset",),
    "satudata.standards._ms_forms": ("to_ms_forms", "write_ms_forms"),
    "satudata.standards._principles": ("check_principles",),
    "satudata.standards._report": ("Principle", "PrincipleCheck", "PrincipleReport"),
    "satudata.standards._release": ("Release", "ReleaseAction", "ReleaseStage", "ReleaseStep"),
    "satudata.standards._roles": ("Party", "Role"),
    "satudata.standards._columns": ("concepts", "find_concept"),
    "satudata.standards._metadata": ("MetadataProfile", "lint_name", "profile", "profiles"),
    "satudata.standards._standards": ("all_standards", "get_standard", "standards_of"),
}
__getattr__, __dir__ = attach(__name__, _HOMES)
