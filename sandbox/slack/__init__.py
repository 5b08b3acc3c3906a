"""The stand-in for a Slack workspace: Web API, deliveries to the app, people and channels."""
