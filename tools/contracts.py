"""The contract that import-linter does not have: contexts are entered through their doors only."""

from __future__ import annotations

from typing import cast

import grimp
from importlinter import Contract, ContractCheck, fields, output

CONTEXT_DEPTH = 3


def context_of(module: str) -> str:
    """Return the context a module belongs to: `linli.affairs.matters` for anything inside it."""
    return ".".join(module.split(".")[:CONTEXT_DEPTH])


def inside_of(module: str) -> str:
    """Return the module's name inside its context; empty for the context itself and for what is above contexts."""
    return ".".join(module.split(".")[CONTEXT_DEPTH:])


class PublicDoorsContract(Contract):
    """No module imports another context but through its doors; open contexts have no walls."""

    type_name = "public_doors"

    doors = fields.ListField(subfield=fields.StringField())
    open_contexts = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 -- import-linter's signature
        """Collect every import that climbs in through a window."""
        breaches = sorted(
            (importer, imported, self._line(graph, importer, imported))
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._is_breach(importer, imported)
        )
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say where, and what to do."""
        for importer, imported, line in check.metadata["breaches"]:
            output.print_error(f"{importer}:{line} imports {imported}")
        output.print(
            "Use a name from that context's public.py (add it there if it belongs to what the context offers)."
        )

    def _is_breach(self, importer: str, imported: str) -> bool:
        # import-linter's fields turn into what they hold when the contract is read.
        doors, open_contexts = cast("list[str]", self.doors), cast("list[str]", self.open_contexts)
        context = context_of(imported)
        if context == context_of(importer) or context in open_contexts:
            return False
        inside = inside_of(imported)
        return bool(inside) and not any(inside == door or inside.startswith(f"{door}.") for door in doors)

    @staticmethod
    def _line(graph: grimp.ImportGraph, importer: str, imported: str) -> int:
        details = graph.get_import_details(importer=importer, imported=imported)
        return min((detail["line_number"] for detail in details), default=0)
