"""Webhooks: who wants to hear about changes does, at least once, signed, and never at an address inside."""
