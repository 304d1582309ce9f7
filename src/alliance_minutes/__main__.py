"""``python -m alliance_minutes``: the command line."""

import sys

from alliance_minutes.cli import main

if __name__ == "__main__":
    sys.exit(main())
