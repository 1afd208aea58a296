"""Tables that are no tables of events: declarations of emergencies, displaced people, agreements."""
