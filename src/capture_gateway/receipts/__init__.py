"""Receipts: the proof of one record that anybody can verify offline, made and verified.

What verifies (`receipt`, `strict`, `trust`, `verifying`) needs neither a database nor a web server, only `core` and
`ledger`.
"""
