"""How fast archives are read, and in how much memory."""
