"""What other contexts, the frames and the demo may use of partners."""

from linli.civic.partners.actions import NewOffer, NewOrder, NewProvider, change, move, place, register, suspend
from linli.civic.partners.queries import Listed, Offered, OrderRow, offered, orders, orders_of_matter, providers
from linli.civic.partners.states import KINDS, MOVES, kinds_of_item

__all__ = [
    "KINDS",
    "MOVES",
    "Listed",
    "NewOffer",
    "NewOrder",
    "NewProvider",
    "Offered",
    "OrderRow",
    "change",
    "kinds_of_item",
    "move",
    "offered",
    "orders",
    "orders_of_matter",
    "place",
    "providers",
    "register",
    "suspend",
]
