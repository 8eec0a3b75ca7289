"""How an engine would answer a SELECT: by which indexes, and whether it reads or sorts what nobody asked for."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection


class Step(NamedTuple):
    """One table that is read. `by`: an index; empty: all of the table, row by row."""

    table: str
    by: str
    searched: str
    """What is looked up in the index, in the engine's words."""


class Plan(NamedTuple):
    """The tables in the order in which they are read."""

    steps: list[Step]
    is_sorted: bool
    """Rows are collected and sorted, instead of being read in their order."""


def plan(connection: Connection, statement: str, parameters: Any) -> Plan:
    """Of a statement as it goes to the driver."""
    if connection.dialect.name == "sqlite":
        return _sqlite(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())
    for way in ("seqscan", "bitmapscan", "sort"):
        connection.exec_driver_sql(f"SET enable_{way} = off")  # where there is another way, however few rows there are
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
    nodes = list(_nodes(found[0]["Plan"]))
    steps = [
        Step(node["Relation Name"], node.get("Index Name", ""), node.get("Index Cond", ""))
        for node in nodes
        if "Relation Name" in node
    ]
    return Plan(steps, any("Sort" in node["Node Type"] for node in nodes))


def _sqlite(rows: Any) -> Plan:
    steps, is_sorted = [], False
    for row in rows:
        how, _, rest = row[3].partition(" ")
        if how in {"SCAN", "SEARCH"}:
            table, _, index = rest.partition(" USING ")
            steps.append(Step(table, "" if how == "SCAN" else index, index))
        is_sorted |= "TEMP B-TREE" in row[3]
    return Plan(steps, is_sorted)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)
