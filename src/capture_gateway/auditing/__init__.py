"""The audit: everything that the store says is computed again from what it is said of, and compared.

1. It shares with the code that writes nothing but hashing (`ledger.merkle`), the opening of notes and of what is
   sealed, and what permission is (`core.permission`); it reads by SQL of its own, on SQLite and on
   PostgreSQL (`reading`), and works beside a running gateway.
2. What anybody can judge: every record in its place, leaves, the tree, names, keys and checkpoints, triggers (`tree`,
   `leaves`, `log`, `refusals`). With the deployment's keys, also: what is sealed, of people and of the deployment
   (`people`, `records`, `standings`, `deliveries`, `deployment`).
3. A finding says in which table and row; the audit goes on after it. One change gives one finding, or a few.
4. Memory is bounded: a chunk of records, one person, and two bytes for each record.

What no audit can find, since nothing vouches for it: rows and columns of operation, which say what is to be done next
and not what was done. They are: `at` of log, log_key and checkpoint; `state`, `due_at`, `tries`, `tried_at`,
`missed_at`, `status` and `error` of texts; whether a message, a review, a text, a showing that no record names, a
token, an order, a webhook or words that nobody was shown were removed; what a first answer says, and whether one was
removed that was none to a signed text on record; `used_at` of tokens; when orders were placed, and their results; all
of counters, webhooks' addresses and deliveries; a row or a trigger that was put back as it was.
"""

from capture_gateway.auditing.audit import Progress, Report, Scope, audit
from capture_gateway.auditing.findings import Finding
from capture_gateway.auditing.log import Kept

__all__ = ["Finding", "Kept", "Progress", "Report", "Scope", "audit"]
