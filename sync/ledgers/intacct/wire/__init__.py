"""The gateway as it is on the wire: XML, envelopes, sessions, errors, values."""
