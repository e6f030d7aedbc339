"""How well the linter tells a publishable apology from one that is none."""
