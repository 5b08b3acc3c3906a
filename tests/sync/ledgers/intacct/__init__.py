"""Tests of the Intacct adapter."""
