"""What we know: tables beside the code, each line with an example or a source."""
