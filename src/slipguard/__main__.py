"""python -m slipguard, and the `slipguard` command."""

import gc
import os
import sys
from contextlib import suppress

from slipguard import quick

# before numpy is loaded anywhere: one judgement is too small to be shared between threads
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["main"]


def main() -> None:
    """The entrance: a check that a running server can answer, or else the whole command line."""
    gc.disable()  # loading leaves no rubbish worth looking for, nor does so short a life
    code = quick.checked(sys.argv[1:], os.environ)
    if code is not None:
        with suppress(BrokenPipeError):  # a reader that went away needs no answer; a full disk is said
            sys.stdout.flush()
        os._exit(code)  # nothing is open any more, and taking numpy apart politely is a tenth of the whole check
    from slipguard.cli import main as whole

    gc.enable()
    whole()


if __name__ == "__main__":
    main()
