"""The register of the demo city grown to a million matters in minutes; the summaries are counted anew from the steps."""

from time import perf_counter

from django.db import connections, transaction

from demo.copying import Copier, Report
from demo.growth import copy_back
from demo.indexes import set_aside
from linli.affairs.matters.actions.folding import RECOUNT
from linli.affairs.matters.models import Contact, Matter, Step, Tally

MILLION = 1_000_000


def grow(report: Report, target: int = MILLION) -> float:
    """Fill the register up to `target` matters in one transaction of the owner; returns the seconds it took."""
    connections["owner"].ensure_connection()
    with transaction.atomic(using="owner"):
        copier = Copier(connections["owner"].connection, report)
        with set_aside(copier, Matter, Contact, Step, Tally, also_full=True, memory="512MB"):
            with copier.staged("matters, contacts and steps"):
                copy_back(copier, target)
            with copier.staged("summaries counted anew"):
                copier.execute("DELETE FROM matters_tallydelta")
                copier.execute("TRUNCATE matters_tally")
                copier.by_table["matters_tally"] += copier.execute(RECOUNT)
            began = perf_counter()
        copier.stage("references checked, indexes built", 0, began)
    with copier.staged("statistics for the planner"):
        copier.execute("ANALYZE")
    return copier.done().seconds
