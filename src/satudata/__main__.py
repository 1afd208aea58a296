"""``python -m satudata``: the command line."""

import sys

from satudata.cli import main

if __name__ == "__main__":
    sys.exit(main())
