"""The doors of contexts: what may be imported from outside, and what may not."""

import grimp
import pytest
from importlinter.contracts.layers import LayersContract

from tools.contracts import PublicDoorsContract

OPTIONS = {"doors": ["public", "events", "tests.factories"], "open_contexts": ["linli.base.kit"]}


def doors_kept(importer: str, imported: str) -> bool:
    graph = grimp.ImportGraph()
    graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    contract = PublicDoorsContract(name="doors", session_options={}, contract_options=OPTIONS)
    return contract.check(graph, verbose=False).kept


@pytest.mark.parametrize(
    "imported",
    [
        "linli.registers.places.public",
        "linli.registers.places.events",
        "linli.registers.places.tests.factories",
        "linli.registers.places",
        "linli.base.kit.walls",
        "linli.affairs.matters.models",
    ],
)
def test_doors_open_contexts_and_the_own_context_may_be_imported(imported: str) -> None:
    assert doors_kept("linli.affairs.matters.actions", imported)


@pytest.mark.parametrize(
    "imported",
    [
        "linli.registers.places.models",
        "linli.registers.places.queries.tree",
        "linli.registers.places.tests.test_tree",
        "linli.registers.places.public_things",
        "linli.base.journal.actions",
    ],
)
def test_windows_may_not_be_climbed_through(imported: str) -> None:
    assert not doors_kept("linli.affairs.matters.actions", imported)


def test_a_file_outside_the_list_breaks_an_exhaustive_contract() -> None:
    graph = grimp.ImportGraph()
    for module in ("linli.affairs.matters", "linli.affairs.matters.models", "linli.affairs.matters.services"):
        graph.add_module(module)
    options = {"layers": ["(views)", "(models)"], "containers": ["linli.affairs.*"], "exhaustive": "True"}
    check = LayersContract(name="inside", session_options={"root_packages": ["linli"]}, contract_options=options).check(
        graph, verbose=False
    )
    assert check.metadata["undeclared_modules"] == {"linli.affairs.matters.services"}
