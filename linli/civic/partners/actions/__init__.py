"""The only writers of providers and their orders."""

from linli.civic.partners.actions.ordering import NewOrder, move, place
from linli.civic.partners.actions.registering import (
    NewOffer,
    NewProvider,
    change,
    end,
    register,
    rehouse,
    resume,
    serve,
    suspend,
)

__all__ = [
    "NewOffer",
    "NewOrder",
    "NewProvider",
    "change",
    "end",
    "move",
    "place",
    "register",
    "rehouse",
    "resume",
    "serve",
    "suspend",
]
