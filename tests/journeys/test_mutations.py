"""An insider changes one thing; it is found, wherever it was. Ten thousand of them are a part of `make soak`."""

import os
from contextlib import closing
from pathlib import Path

from tests.postgres import is_postgresql
from tests.soak.mutated import build
from tests.soak.mutations import Mutations

SEED = int(os.environ.get("SOAK_SEED", "6"))


def test_no_change_of_a_store_its_tiles_or_its_receipts_is_missed(tmp_path: Path) -> None:
    with closing(build(tmp_path)) as store:
        with closing(store.opened()) as unchanged:
            assert store.audited(unchanged, store.newest) == []
        mutations = Mutations(store, SEED)
        count = 60 if is_postgresql() else 150
        assert [missed for _ in range(count) if (missed := mutations.missed())] == []
