"""The audit: everything that the store says is computed again from what it is said of, and compared.

1. It shares with the code that writes nothing but hashing (`ledger.merkle`), the opening of notes and of what is
   sealed, and what permission is (`core.permission`); it reads by SQL of its own, and works beside a running gateway.
2. What anybody can judge: every record in its place, leaves, the tree, names, keys and checkpoints (`tree`, `leaves`,
   `log`). With the deployment's keys, also: what is sealed, of people and of the deployment (`people`, `records`,
   `standings`, `deployment`).
3. A finding says in which table and row; the audit goes on after it. One change gives one finding, or a few.
4. Memory is bounded: a chunk of records, one person, and two bytes for each record.

What no audit can find, since nothing vouches for it: rows and columns of operation, which say what is to be done next
and not what was done. They are: `live`, `closed`, `closed_at` and `nudged` of showings; `made_at` of keys of people;
`at` of log, log_key and checkpoint; every column of messages, reviews and texts beside `id`, `subject` and what is
sealed; whether a message, a review, a text, a first answer or a showing that no record names was removed, and what a
first answer says; all of counters, tokens, webhooks' addresses and deliveries; words that nobody was shown; when
orders were placed, and their results.
"""

from capture_gateway.auditing.audit import Progress, Report, Scope, audit
from capture_gateway.auditing.findings import Finding
from capture_gateway.auditing.log import Kept

__all__ = ["Finding", "Kept", "Progress", "Report", "Scope", "audit"]
