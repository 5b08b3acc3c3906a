"""How the gateway reads and writes XML, dates, numbers and the order of elements."""
