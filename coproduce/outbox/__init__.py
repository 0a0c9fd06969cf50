"""The one way out for email: a row per message and recipient, written with its cause, delivered by a worker.

Callers import `enqueue` and `Lane` from `coproduce.outbox.queue` (not from here, which is read before there
are models) and word the mail in `templates/emails/<kind>.txt` and `.html`.
"""
