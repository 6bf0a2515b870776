"""What trainers see of how a scenario is played: figures over at least five people, never a name."""
