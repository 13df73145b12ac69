"""Personal data under attack."""
