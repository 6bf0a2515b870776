"""The tree of units and how administrators change it: rename, add below, move, dissolve. Places are dated; the past stays."""
