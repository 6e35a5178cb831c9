"""What is said to have happened: `events.mentions_in` fills the frames of a parse's triggers."""
