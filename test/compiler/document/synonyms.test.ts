/** Words of other programs: each is answered with what is written here, and what is written here is understood. */
import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { isError } from "../../../compiler/diagnostics/finding.ts";
import { parseProtocol } from "../../../compiler/document/parse.ts";
import { adviceOnWord } from "../../../compiler/document/synonyms/advice-on-word.ts";
import type { Synonym } from "../../../compiler/document/synonyms/synonym.ts";
import { synonyms } from "../../../compiler/document/synonyms/table.ts";

const base = {
  front: "title: T\ninputs: {meat: {path: meats-nir.csv}}\n",
  data: "input: meat\nsample: sample\nbatch: lot\ntarget: fat\nlabel: class\n",
  preprocess: "steps: [snv]\n",
  model: "estimator: {pls-regression: {components: 2}}\n",
  prose: "Text.\n",
};

/** The document with pieces replaced; an option that is written anew stands once. */
function document(pieces: Partial<typeof base>): string {
  const { front, data, preprocess, model, prose } = { ...base, ...pieces };
  const block = (kind: string, body: string) => `\`\`\`foodspec ${kind}\n${body}\`\`\`\n\n`;
  return `---\n${front}---\n\n${block("data", data)}${block("preprocess", preprocess)}${block("model", model)}${prose}`;
}
const merged = (body: string, line: string) =>
  `${body
    .split("\n")
    .filter((own) => own !== "" && !own.startsWith(`${line.split(":")[0]}:`))
    .join("\n")}\n${line}\n`;

/** A document with something written at a place of the table. */
function at({ at: place }: Synonym, written: string): string {
  const [what, name] = place.split(" ");
  const options = written.includes(":") ? `{${written}}` : `{${written}: 2}`;
  const quoted = /[^\w: {}[\],-]/.test(written) && !written.includes("{") ? JSON.stringify(written) : written;
  const line = written.includes(":") ? written : `${quoted}: 2`;
  switch (what) {
    case "step":
      if (name !== undefined) {
        const both = { window: "window: 11", order: "order: 2", deriv: "deriv: 1" };
        const own = written.includes(":")
          ? { ...both, [written.split(":")[0]]: written }
          : { ...both, more: `${quoted}: 2` };
        return document({ preprocess: `steps: [{${name}: {${Object.values(own).join(", ")}}}]\n` });
      }
      return document({ preprocess: `steps:\n  - ${quoted}\n` });
    case "estimator":
      return document({
        model:
          name === undefined
            ? `estimator: ${written.includes(":") ? options : quoted}\n`
            : `estimator: {${name}: ${written.includes(":") ? options : `{${quoted}: 2}`}}\n`,
      });
    case "scheme":
      return document({ model: `${base.model}scheme: ${quoted}\n` });
    case "value": {
      const value = /^\w+: (.*)$/.exec(written)?.[1] ?? JSON.stringify(written);
      if (name === "rule")
        return document({ model: `estimator: {pls-regression: {components: [2, 3]}}\ntune: {rule: ${value}}\n` });
      const both = { unit: "nm", technique: "NIR", [name]: value };
      return document({ data: merged(base.data, `axis: {unit: ${both.unit}, technique: ${both.technique}}`) });
    }
    case "block":
      return document({ [name]: merged(base[name as keyof typeof base], line) });
    case "front":
      return document({ front: merged(base.front, line) });
    default:
      return document({ prose: `\`= model.${written}\`\n` });
  }
}

const found = (text: string) =>
  parseProtocol(new TextEncoder().encode(text), "protocol.md", registry).findings.filter(isError);

describe("a word of another program", () => {
  it.each(synonyms.flatMap((one) => one.words.map((word) => [`${one.at}: ${word}`, one, word] as const)))(
    "%s is answered before spelling",
    (_, one, word) => {
      const advice = adviceOnWord(one.at, word);
      expect(advice).not.toBeNull();
      if (one.at === "results" && !/^\w+$/.test(word)) return;
      const errors = found(at(one, word));
      expect(errors.map(({ help }) => help[0])).toContain(advice);
    },
  );
  it.each(
    synonyms.flatMap((one) => (one.write ?? []).map((written) => [`${one.at}: ${written}`, one, written] as const)),
  )("what is to be written is understood: %s", (_, one, written) => {
    const errors = found(at(one, written)).filter(({ code }) => !["FS2203"].includes(code) || one.at === "results");
    const isOfClasses = ["accuracy", "balanced_accuracy", "roc_auc", "mcc", "recall"].includes(written);
    const text = isOfClasses ? at(one, written).replace("pls-regression", "pls-da") : null;
    expect((text === null ? errors : found(text)).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });
  it("stands once at its place", () => {
    const all = synonyms.flatMap(({ at: place, words }) =>
      words.map((word) => `${place} ${word.toLowerCase().replaceAll(/[\s._/-]/g, "")}`),
    );
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
  });
});
