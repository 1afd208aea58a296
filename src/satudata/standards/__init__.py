"""Satu Data: data standards, metadata, code lists and data sets, and the checks of the four principles.

>>> from satudata import standards
>>> standards.get_standard("Impact.dead").satuan
'Orang'
"""

from satudata._ground.lazy import names_of as _names_of
from satudata._ground.meanings import DataStandard as DataStandard
from satudata._ground.meanings import standard_of as standard_of
from satudata.standards._activity import Activity as Activity
from satudata.standards._activity import CollectionMethod as CollectionMethod
from satudata.standards._activity import Indicator as Indicator
from satudata.standards._activity import Variable as Variable
from satudata.standards._code_lists import CodeEntry as CodeEntry
from satudata.standards._code_lists import CodeList as CodeList
from satudata.standards._code_lists import MasterData as MasterData
from satudata.standards._column_types import ColumnType as ColumnType
from satudata.standards._concepts import concepts as concepts
from satudata.standards._concepts import find_concept as find_concept
from satudata.standards._dataset import Column as Column
from satudata.standards._dataset import Dataset as Dataset
from satudata.standards._dataset import DeclaredStandard as DeclaredStandard
from satudata.standards._dataset import Frequency as Frequency
from satudata.standards._dataset import Resource as Resource
from satudata.standards._drafting import draft_dataset as draft_dataset
from satudata.standards._library_lists import code_list as code_list
from satudata.standards._library_lists import code_lists as code_lists
from satudata.standards._library_lists import master_data as master_data
from satudata.standards._metadata import MetadataProfile as MetadataProfile
from satudata.standards._metadata import profile as profile
from satudata.standards._metadata import profiles as profiles
from satudata.standards._principle import Principle as Principle
from satudata.standards._release import Release as Release
from satudata.standards._release import ReleaseAction as ReleaseAction
from satudata.standards._release import ReleaseStage as ReleaseStage
from satudata.standards._release import ReleaseStep as ReleaseStep
from satudata.standards._roles import Party as Party
from satudata.standards._roles import Role as Role
from satudata.standards._standards import all_standards as all_standards
from satudata.standards._standards import get_standard as get_standard
from satudata.standards._standards import standards_of as standards_of
from satudata.standards.checks._codes import check_codes as check_codes
from satudata.standards.checks._codes import check_kibs as check_kibs
from satudata.standards.checks._names import lint_name as lint_name
from satudata.standards.checks._principles import check_principles as check_principles
from satudata.standards.checks._report import PrincipleCheck as PrincipleCheck
from satudata.standards.checks._report import PrincipleReport as PrincipleReport
from satudata.standards.exports._bps_metadata import to_ms_forms as to_ms_forms
from satudata.standards.exports._bps_metadata import write_ms_forms as write_ms_forms
from satudata.standards.exports._ckan import check_ckan as check_ckan
from satudata.standards.exports._ckan import to_ckan as to_ckan
from satudata.standards.exports._ckan import write_ckan as write_ckan
from satudata.standards.exports._data_package import to_data_package as to_data_package
from satudata.standards.exports._data_package import write_data_package as write_data_package
from satudata.standards.exports._dcat import to_dcat as to_dcat
from satudata.standards.exports._dcat import write_dcat as write_dcat

__all__ = _names_of(globals())  # noqa: PLE0605  # a name is listed once, by its import
