"""Append-only bytes and their proofs. Knows nothing of consent; no IO, no clock, no framework."""
