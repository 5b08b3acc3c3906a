"""One adapter for each ledger, both behind the port in `sync.use_cases.ports`."""
