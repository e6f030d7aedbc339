"""What is kept: one Django app, models by noun, and the queries that other rooms ask."""
