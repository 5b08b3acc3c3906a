"""Measurements, never part of the tests: each prints its figures, as ratios within one run where it can."""
