"""What screens draw with: theme, canvas, text, pictures, focus. Lengths are in design units: the
window is 1080 high, whatever its pixels."""
