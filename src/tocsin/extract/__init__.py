"""What is said to have happened: `events.mentions_in` walks a parse and fills the trigger's frame."""
