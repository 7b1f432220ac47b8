/** FS29xx: the author's text: what it claims, and numbers it repeats. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const claim = entryMaker("warning", "protocol", 4);
const number = entryMaker("warning", "reporting", 8);

export const proseEntries: Entries = {
  FS2901: claim(
    "A claim no report can make",
    "the text says `{words}`, which a report in {mode} mode cannot know: {reason}",
    [
      "say what was measured instead, by an inline value with its interval",
      "what the owner declares (standard, use, limitations) stands under `claims` in the front matter",
      "if these are somebody else's words, put them between quotation marks",
    ],
    "not something this report can claim",
  ),
  FS2902: number(
    "A typed number differs from the result",
    "the text gives {typed} for the {metric} of `{block}`; the run gave {computed}",
    [
      "write `{quote}` in backticks in place of the number: it then follows every run",
      "if the number is of something else, say of what in the same sentence, or in a sentence of its own",
    ],
    "computed: {computed}",
  ),
};
