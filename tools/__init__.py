"""The project's own tools: set-up, PostgreSQL, checks and generated documents. Nothing in linli/ needs them to serve."""
