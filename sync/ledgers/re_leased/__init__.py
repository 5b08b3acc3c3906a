"""Re-Leased over its JSON interface, whose wire names are all assumed and stand in `wire.py`."""
