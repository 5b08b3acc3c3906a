"""The product: keeps Re-Leased and Sage Intacct in step. Knows neither Slack nor RQ."""
