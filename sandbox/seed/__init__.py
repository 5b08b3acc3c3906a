"""The property portfolio that the stand-in world starts with: deterministic, of any size."""
