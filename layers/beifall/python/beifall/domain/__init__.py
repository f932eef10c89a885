"""What an event, a poll and a ballot are: standard library only, no I/O, no clock, no chance."""
