"""An insider changes one thing; it is found, wherever it was. Ten thousand of them are a part of `make soak`."""

import os
from pathlib import Path

from tests.soak.mutated import build
from tests.soak.mutations import Mutations

COUNT = 300
SEED = int(os.environ.get("SOAK_SEED", "6"))


def test_no_change_of_a_store_its_tiles_or_its_receipts_is_missed(tmp_path: Path) -> None:
    store = build(tmp_path)
    assert store.audited(store.opened(), store.newest) == []
    mutations = Mutations(store, SEED)
    assert [missed for _ in range(COUNT) if (missed := mutations.missed())] == []
