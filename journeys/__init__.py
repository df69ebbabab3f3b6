"""Journeys: flows across contexts, most of them in a real browser against the real server on a small demo city."""
