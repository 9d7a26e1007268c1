"""What to ask next, and simulated hands to try it on."""
