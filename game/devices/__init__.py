"""Things with wires: the clock, MIDI inputs, the window with its keys, sound out."""
