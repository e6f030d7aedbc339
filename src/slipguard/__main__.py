"""python -m slipguard, and the `slipguard` command."""

from slipguard.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
