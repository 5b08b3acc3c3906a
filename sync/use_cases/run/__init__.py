"""One run of the sync: recover, pull, plan, apply, settle. The entry is `carry_out`."""
