"""Who says so: voices found, mentions joined into claims, denials tied to what they deny."""
