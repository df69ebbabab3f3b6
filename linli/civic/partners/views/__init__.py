"""The pages of providers and their orders."""
