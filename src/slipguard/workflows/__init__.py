"""What must survive a crash. Each file reads top to bottom as a story; only engine.py knows dbos."""
