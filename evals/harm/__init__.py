"""How well the judge of harm does, measured; and how its weights are built."""
