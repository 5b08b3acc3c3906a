"""Documents of Order Entry and Purchasing, and the items that stand on them."""
