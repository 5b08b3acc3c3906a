"""Slack's Web API, as far as the app uses it: one module for each family of methods."""
