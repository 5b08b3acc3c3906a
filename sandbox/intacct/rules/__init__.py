"""The rules of the stand-in Sage Intacct, one module for each subject an accountant would name."""
