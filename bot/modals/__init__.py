"""The dialogs: how each looks, and what takes it when it is sent off. A module for each subject."""
