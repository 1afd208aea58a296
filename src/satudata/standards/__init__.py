# ruff: noqa: I001  # one import a module, one line a name
"""Satu Data: data standards, metadata, code lists and data sets, and the checks of the four principles.

>>> from satudata import standards
>>> standards.get_standard("Impact.dead").satuan
'Orang'
"""

from types import ModuleType as _ModuleType

from satudata._ground.meanings import (
    DataStandard as DataStandard,
    standard_of as standard_of,
)
from satudata.standards._activity import (
    Activity as Activity,
    CollectionMethod as CollectionMethod,
    Indicator as Indicator,
    Variable as Variable,
)
from satudata.standards._code_lists import (
    CodeEntry as CodeEntry,
    CodeList as CodeList,
    MasterData as MasterData,
)
from satudata.standards._column_types import ColumnType as ColumnType
from satudata.standards._concepts import (
    concepts as concepts,
    find_concept as find_concept,
)
from satudata.standards._dataset import (
    Column as Column,
    Dataset as Dataset,
    DeclaredStandard as DeclaredStandard,
    Frequency as Frequency,
    Resource as Resource,
)
from satudata.standards._drafting import draft_dataset as draft_dataset
from satudata.standards._library_lists import (
    code_list as code_list,
    code_lists as code_lists,
    master_data as master_data,
)
from satudata.standards._metadata import (
    MetadataProfile as MetadataProfile,
    profile as profile,
    profiles as profiles,
)
from satudata.standards._principle import Principle as Principle
from satudata.standards._release import (
    Release as Release,
    ReleaseAction as ReleaseAction,
    ReleaseStage as ReleaseStage,
    ReleaseStep as ReleaseStep,
)
from satudata.standards._roles import (
    Party as Party,
    Role as Role,
)
from satudata.standards._standards import (
    all_standards as all_standards,
    get_standard as get_standard,
    standards_of as standards_of,
)
from satudata.standards.checks._codes import (
    check_codes as check_codes,
    check_kibs as check_kibs,
)
from satudata.standards.checks._names import lint_name as lint_name
from satudata.standards.checks._principles import check_principles as check_principles
from satudata.standards.checks._report import (
    PrincipleCheck as PrincipleCheck,
    PrincipleReport as PrincipleReport,
)
from satudata.standards.exports._bps_metadata import (
    to_ms_forms as to_ms_forms,
    write_ms_forms as write_ms_forms,
)
from satudata.standards.exports._ckan import (
    check_ckan as check_ckan,
    to_ckan as to_ckan,
    write_ckan as write_ckan,
)
from satudata.standards.exports._data_package import (
    to_data_package as to_data_package,
    write_data_package as write_data_package,
)
from satudata.standards.exports._dcat import (
    to_dcat as to_dcat,
    write_dcat as write_dcat,
)

__all__ = sorted(  # noqa: PLE0605  # the names above, which type checkers read from the imports
    name
    for name, value in globals().items()
    if not name.startswith("_") and not isinstance(value, _ModuleType)
)
