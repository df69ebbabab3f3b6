"""Generated documents. A generator is a function that returns Markdown; add one here and to DOCUMENTS in tools/map.py."""
