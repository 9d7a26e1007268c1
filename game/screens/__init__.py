"""What the player sees, one file a screen. A screen says what came out, the app what follows."""
