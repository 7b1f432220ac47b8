/** Stages: under which name logs, states and errors know what a block does. */

export const stages = [
  "cli",
  "protocol",
  "validation",
  "preprocessing",
  "features",
  "modeling",
  "trust",
  "qc",
  "reporting",
  "artifact",
] as const;
