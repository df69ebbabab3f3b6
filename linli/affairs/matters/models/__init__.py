"""The tables of matters."""

from linli.affairs.matters.models.beside import Card, Demand
from linli.affairs.matters.models.matter import CHANNELS, COLOURS, Contact, Matter, Step
from linli.affairs.matters.models.routing import ReplyTemplate, Route, Ruling
from linli.affairs.matters.models.tallies import Tally, TallyDelta

__all__ = [
    "CHANNELS",
    "COLOURS",
    "Card",
    "Contact",
    "Demand",
    "Matter",
    "ReplyTemplate",
    "Route",
    "Ruling",
    "Step",
    "Tally",
    "TallyDelta",
]
