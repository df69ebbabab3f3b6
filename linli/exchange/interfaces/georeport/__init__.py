"""Open311 GeoReport v2 as such: its documents and its parameters. It knows the standard and no table."""
