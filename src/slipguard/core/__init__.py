"""Decides. No clock, disk, network, randomness, Django or DBOS in here: what is needed is passed in."""
