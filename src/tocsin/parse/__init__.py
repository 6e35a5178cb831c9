"""Text to words, sentences, names and reference: `engine.parse` gives a `records.Parse`."""
