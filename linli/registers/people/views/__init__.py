"""The register's pages: for staff, and for the residents themselves."""
