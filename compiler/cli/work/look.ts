/** Look: one thing `foodspec doctor` looked at. */

export interface Look {
  readonly what: string;
  readonly found: string;
  /** What to do; null where all is well. */
  readonly help: string | null;
  /** What else there is to know, a line each. */
  readonly more?: readonly string[];
}
