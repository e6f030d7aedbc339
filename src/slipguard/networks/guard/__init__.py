"""Which addresses may be connected to at all: shared by the adapters that go where people say. No network itself."""
