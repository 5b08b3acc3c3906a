"""The objects of the stand-in Sage Intacct as data: fields, relations, and how rows are found."""
