"""The made-up names and secrets of the stand-in workspace and of the app installed in it."""

TEAM_ID = "T0HARBOUR"
TEAM_NAME = "Harbour Property"
TEAM_DOMAIN = "harbour-property"
APP_ID = "A0LEASEBRIDGE"
APP_NAME = "Leasebridge"
BOT_USER_ID = "U0BRIDGE"
BOT_ID = "B0BRIDGE"
BOT_TOKEN = "xoxb-sandbox-bot"
APP_TOKEN = "xapp-sandbox-app"
SIGNING_SECRET = "sandbox-signing-secret"
# Slack still sends this outdated shared secret with every request; apps ignore it.
VERIFICATION_TOKEN = "sandbox-verification-token"
# The sender of what Slack itself tells a person.
SYSTEM_USER_ID = "USLACKBOT"
SYSTEM_USER_NAME = "Workspace"
