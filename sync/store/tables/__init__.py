"""The queries, one module for each subject of `sync.use_cases.ports`."""
