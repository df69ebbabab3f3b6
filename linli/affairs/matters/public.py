"""What other contexts, the demo and the frames may use of matters."""

from linli.affairs.matters.actions import *  # noqa: F403 -- every verb of the context is public, each listed in its __all__
from linli.affairs.matters.actions import __all__ as _verbs
from linli.affairs.matters.permissions import moves_open_to
from linli.affairs.matters.queries import *  # noqa: F403 -- likewise
from linli.affairs.matters.queries import __all__ as _reads
from linli.affairs.matters.states import MOVES, OPEN, STATE_NAMES, STATES

__all__ = ["MOVES", "OPEN", "STATES", "STATE_NAMES", "moves_open_to", *_verbs, *_reads]
