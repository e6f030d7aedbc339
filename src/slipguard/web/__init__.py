"""The web face: parse, call one action, render."""
