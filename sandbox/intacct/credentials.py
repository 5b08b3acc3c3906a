"""The made-up credentials that the stand-in Sage Intacct accepts."""

SENDER_ID = "leasebridge"
SENDER_PASSWORD = "sender-secret"
COMPANY_ID = "HARBOUR"
USER_ID = "xmluser"
USER_PASSWORD = "user-secret"
