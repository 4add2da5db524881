"""The supervisor's own process: `python -m cutdown.stack STATE_DIR`."""

import sys

from cutdown.stack.daemon import main

sys.exit(main(sys.argv[1:]))
