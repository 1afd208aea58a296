"""Values as plain dictionaries, and back: one documented form for each type, with the id and version of its schema.

A form is data: the fields of a value, and the kind of each. The outermost value has ``"schema"`` and ``"version"``; a
value within another has neither. KIBs and codes are text, dates ISO 8601, decimal figures text. A field at its default
is left out.
"""

from satudata._ground.forms import Field as Field
from satudata._ground.forms import Form as Form
from satudata._ground.forms import form_of_record as form_of_record
from satudata._ground.forms import nested as nested
from satudata._ground.kinds import A_TYPE_CODE as A_TYPE_CODE
from satudata._ground.kinds import ALL as ALL
from satudata._ground.kinds import AREA as AREA
from satudata._ground.kinds import COUNT as COUNT
from satudata._ground.kinds import DAY as DAY
from satudata._ground.kinds import JSON as JSON
from satudata._ground.kinds import NAMES as NAMES
from satudata._ground.kinds import TEXT as TEXT
from satudata._ground.kinds import TRUTH as TRUTH
from satudata._ground.kinds import WHOLE as WHOLE
from satudata._ground.kinds import Kept as Kept
from satudata._ground.kinds import Kind as Kind
from satudata._ground.kinds import keyed as keyed
from satudata._ground.kinds import listed as listed
from satudata._ground.kinds import mapped as mapped
from satudata._ground.kinds import one_of as one_of
from satudata._ground.kinds import optional as optional
from satudata._ground.kinds import parsed as parsed
from satudata._ground.lazy import names_of as _names_of
from satudata._ground.strict_json import read_json as read_json
from satudata.interchange._cattrs import register_cattrs as register_cattrs
from satudata.interchange._code_forms import A_KIB as A_KIB
from satudata.interchange._code_forms import A_REGION as A_REGION
from satudata.interchange._event_forms import FORMS as FORMS
from satudata.interchange._exchange import from_dict as from_dict
from satudata.interchange._exchange import from_json as from_json
from satudata.interchange._exchange import json_schema as json_schema
from satudata.interchange._exchange import to_dict as to_dict
from satudata.interchange._exchange import to_json as to_json
from satudata.interchange._registry import all_forms as all_forms
from satudata.interchange._registry import form_of as form_of
from satudata.interchange._registry import has_form as has_form
from satudata.interchange._serializers import dec_hook as dec_hook
from satudata.interchange._serializers import default as default
from satudata.interchange._serializers import enc_hook as enc_hook

__all__ = _names_of(globals())  # noqa: PLE0605  # a name is listed once, by its import
