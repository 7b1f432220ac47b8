/** Beyond a limit: ends the reading of a document where more is written than is read. */

/** Where the body goes beyond a limit: of what, how many are read, at which offset. */
export interface Beyond {
  readonly things: string;
  readonly limit: number;
  readonly at: number;
}

export class BeyondLimit extends Error {
  readonly beyond: Beyond;
  constructor(beyond: Beyond) {
    super(`more than ${beyond.limit} ${beyond.things}`);
    this.beyond = beyond;
  }
}
