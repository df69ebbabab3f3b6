"""Benchmarks: each beside its peer and its limit, measured in one run on the real path. Not tests; see docs/benchmarks.md."""
