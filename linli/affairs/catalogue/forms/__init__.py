"""What the desk fills in: an item's version, and the questions of its own form."""

from linli.affairs.catalogue.forms.version import NewItemForm, VersionForm, initial_of

__all__ = ["NewItemForm", "VersionForm", "initial_of"]
