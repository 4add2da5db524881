"""What Cutdown is about: entities, contracts, pure arithmetic and the ports to the outside."""
