"""Runs the model's graph node after node. Rasa's runner plans it anew with dask for each of a turn's predictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner


class PlainRunner:
    """Stands for a loaded runner, with its nodes; the order of nodes is found once for each target."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._schema: GraphSchema = loaded._graph_schema
        self._nodes: Mapping[str, GraphNode] = loaded._instantiated_nodes
        self._orders: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}

    def run(self, inputs: Mapping[str, Any], targets: Sequence[str]) -> dict[str, Any]:
        """Outputs of the targets, by name."""
        wanted = tuple(targets)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        done: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in inputs.items()}
        for name, needs in self._orders[wanted]:
            done[name] = self._nodes[name](*(done[need] for need in needs))
        return {name: done[name][1] for name in wanted}

    def _order(self, targets: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
        """The nodes that the targets stand on, each after those it needs; an input is no node."""
        order: dict[str, tuple[str, ...]] = {}

        def visit(name: str) -> None:
            if name in order or name not in self._schema.nodes:
                return
            needs = tuple(self._schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = needs

        for target in targets:
            visit(target)
        return list(order.items())
