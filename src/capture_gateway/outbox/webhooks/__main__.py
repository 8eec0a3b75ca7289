"""`python -m capture_gateway.outbox.webhooks`: started by the gateway, not by people."""

from capture_gateway.outbox.webhooks.process import main

main()
