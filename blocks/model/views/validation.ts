/** Whether the figures of a model are about its samples, or about what came with them. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type Heads, tableOf } from "../../charts/table-of.ts";
import { counted } from "../../contract/number-text.ts";
import { positionTexts } from "../../contract/quantity.ts";
import { asGoodIn } from "../../methods/validation/permutation/permutation-test.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelResults } from "../results.ts";
import { exchangedWords, metricForms, metricWords, reasonWords } from "../validation-words.ts";

export const validation: ModelView = {
  shape: "table",
  title: "checks of the validation",
  byDefault: false,
  exists: () => true,
  make(source) {
    const lines = linesOf(source.results);
    const place = (line: number, name: string | undefined) =>
      name === undefined ? null : { artifact: "model/validation.json", pointer: `/${lines[line].part}/${name}` };
    const metric = metricWords[source.results.task];
    return Promise.resolve({
      data: tableOf(
        headsOf(source.results.task),
        lines.map(({ part: _, other: __, ...line }) => line),
        {
          before: (line) => place(line, lines[line].before === null ? undefined : "ordinary"),
          after: (line) => place(line, lines[line].after === null ? undefined : lines[line].other),
          p: (line) => place(line, lines[line].p === null ? undefined : "p"),
        },
      ),
      alt: `${lines.map(({ check, said }) => `${check}: ${said}`).join("; ")}.`,
      caption: `Whether the ${metric}, by sample, holds where something is changed that the samples themselves do not hang on: options as chosen in each fold, nothing tuned anew.`,
    });
  },
};

const headsOf = (task: ModelResults["task"]): Heads => ({
  check: "Check",
  before: ["As validated", metricForms[task]],
  after: ["Checked", metricForms[task]],
  p: ["p", "p"],
  said: "Outcome",
});

interface Line {
  readonly part: string;
  /** The field that holds the figure of the check. */
  readonly other: string;
  readonly [column: string]: Json;
}

function linesOf({ validation }: ModelResults): readonly Line[] {
  return [
    similarityLine(validation.similarity),
    channelLine(validation.channel),
    permutationLine(validation.permutation),
  ];
}

function permutationLine(permutation: ModelResults["validation"]["permutation"]): Line {
  const base = { part: "permutation", other: "", check: "Labels or targets exchanged" };
  if ("na" in permutation) return { ...base, ...nothing, said: `not made: ${reasonWords[permutation.na]}` };
  const { n, p, exchanged } = permutation;
  return {
    ...base,
    ...nothing,
    p,
    said: `${exchangedWords[exchanged]}; ${asGoodIn(permutation)} of ${n} as good or better`,
  };
}

function channelLine(channel: ModelResults["validation"]["channel"]): Line {
  const base = { part: "channel", other: "patched", check: "Channels that tell most replaced" };
  if ("na" in channel) return { ...base, ...nothing, said: `not made: ${reasonWords[channel.na]}` };
  const { channels, ordinary, patched, p, lost, won } = channel;
  const names = positionTexts(channels.map(({ axis }) => axis)).join(", ");
  return {
    ...base,
    before: ordinary,
    after: patched,
    p,
    said: `${names}${lost === null ? "" : `; ${lost} lost, ${won} won`}`,
  };
}

function similarityLine(similarity: ModelResults["validation"]["similarity"]): Line {
  const base = { part: "similarity", other: "blocked", check: "Similar samples kept in one fold" };
  if ("na" in similarity) return { ...base, ...nothing, said: `not made: ${reasonWords[similarity.na]}` };
  const { ordinary, blocked, p, samples, clusters, moved, lost, won } = similarity;
  const changed = moved === 0 ? "none moved" : `${moved} moved${lost === null ? "" : `; ${lost} lost, ${won} won`}`;
  return {
    ...base,
    before: ordinary,
    after: blocked,
    p,
    said: `${counted(samples, "sample")}, ${counted(clusters, "cluster")}; ${changed}`,
  };
}

const nothing = { before: null, after: null, p: null };
