"""What was done and how well: presses into taps, taps into judgements, judgements into metrics."""
