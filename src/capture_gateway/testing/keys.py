"""The keys of every test's database. They are no secret."""

import base64

from capture_gateway.core.keys import Keys

KEYS = Keys(data=b"the key of every test, 32 bytes.", lookup=b"another key of every test, so 32")
SETTINGS = {
    "data_key": base64.b64encode(KEYS.data).decode(),
    "lookup_key": base64.b64encode(KEYS.lookup).decode(),
}
"""The same, as an operator writes them."""
