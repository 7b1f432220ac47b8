/** FS29xx: the author's text: what it claims, and numbers it repeats. */
import type { Entries } from "./entry.ts";

export const proseEntries: Entries = {
  FS2901: {
    title: "A claim no report can make",
    severity: "warning",
    stage: "protocol",
    exit: 4,
    sentence: "the text says `{words}`, which a report in {mode} mode cannot know: {reason}",
    help: [
      "say what was measured instead, by an inline value with its interval",
      "what the owner declares (standard, use, limitations) stands under `claims` in the front matter",
      "if these are somebody else's words, put them between quotation marks",
    ],
    mark: "not something this report can claim",
  },
  FS2902: {
    title: "A typed number differs from the result",
    severity: "warning",
    stage: "reporting",
    exit: 8,
    sentence: "the text gives {typed} for the {metric} of `{block}`; the run gave {computed}",
    help: [
      "write `{quote}` in backticks in place of the number: it then follows every run",
      "if the number is of something else, say of what in the same sentence, or in a sentence of its own",
    ],
    mark: "computed: {computed}",
  },
};
