"""One file a command: what the command line may ask of the house."""
