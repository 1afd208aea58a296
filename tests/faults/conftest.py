"""The long faults are left out unless SATUDATA_FAULTS=long asks for them, as ``make faults`` does."""

import os


def pytest_collection_modifyitems(config, items):
    if os.environ.get("SATUDATA_FAULTS") == "long":
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
