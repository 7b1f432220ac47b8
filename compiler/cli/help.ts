/** Help: examples, and every exit code with the way out. */

export const examples = `
Examples:
  foodspec compile analyses/meat-fat/protocol.md     write a run folder with the report
  foodspec check protocol.md                         find what is wrong without running anything
  foodspec plan protocol.md                          what would run, what would be reused, and why
  foodspec compile protocol.md --set params.lv=10    try another value; recorded in the report
  foodspec verify runs/latest                        whether a run is still what it was
  foodspec export runs/latest --predictor fat.json   the predictor of a run with trust, for monitoring
  foodspec explain FS2107                            what a code means and what to do`;

export const epilogue = `
Exit codes:
  0  success
  1  a comparison found a difference       read what differs
  2  the command line                      foodspec COMMAND --help
  3  the data                              mend the file at the line that is named
  4  the document                          mend it at the line that is named
  5  modelling                             fewer components, more samples, another scheme
  6  trust                                 more samples, or the ways out that are named
  7  a QC gate                             read the failed checks in the report
  8  reporting                             foodspec doctor
  9  artifacts or the lock file            compile again; --record where a change is meant
  130 cancelled (143 by SIGTERM)           start again: what was finished is reused`;
