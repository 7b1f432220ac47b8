/** Assets: the files below `templates/`, read at run time and handed in, so that rendering touches no disk. */

export interface Assets {
  /** Text of a file, by its path below `templates/`, as in `report/layout.html`. Throws when it is not there. */
  readonly text: (path: string) => string;
  readonly bytes: (path: string) => Uint8Array;
}
