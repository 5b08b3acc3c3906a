"""A stand-in Slack workspace: people, channels, messages, modals, and an app to talk with.

`workspace.py` holds it together; `web_api/` is what the app calls; `page_api.py` is what the
workspace page asks; `delivery.py` is how the app is called.
"""
