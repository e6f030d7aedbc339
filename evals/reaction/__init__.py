"""Is an answer hostile? Measured on sentences of our own."""
