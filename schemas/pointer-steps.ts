/** Names and places to which a JSON pointer leads, one after another; none of the whole file. RFC 6901. */
export const pointerSteps = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
