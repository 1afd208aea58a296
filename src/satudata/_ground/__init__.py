"""What every value of satudata is made of; nothing here knows a KIB, a region, an event or a table."""
