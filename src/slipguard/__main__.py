"""python -m slipguard, and the `slipguard` command."""

import os

# before numpy is loaded anywhere: one judgement is too small to be shared between threads
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from slipguard.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
