"""Where rooms meet: devices, store and window are opened, and one screen follows another."""
