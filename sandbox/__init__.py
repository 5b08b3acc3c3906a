"""A stand-in world for trying and testing: a Sage Intacct, a Re-Leased and a Slack workspace.

Written from public facts about those systems, and sharing no code with the product: the two meet
only over HTTP, so that a mistake in one cannot cancel out in the other.
"""
