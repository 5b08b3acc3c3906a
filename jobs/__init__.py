"""RQ: queues, tasks of a few lines, schedule, outbox relay, worker start, the embedded Redis."""
