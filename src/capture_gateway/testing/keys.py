"""The keys of every test's database. They are no secret."""

from capture_gateway.core.keys import Keys

KEYS = Keys(data=b"the key of every test, 32 bytes.", lookup=b"another key of every test, so 32")
