"""The person's own page: what is kept of them in plain words, their receipts, and a button to stop it."""
