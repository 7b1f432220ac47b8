/** Every number of a report stands where it says: files and pointers are followed, roundings done again, on real analyses. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proseValue } from "../../../compiler/render/numbers.ts";
import { quickOf } from "../../fixtures/figures.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { meatsBlock } from "../../fixtures/meats.ts";
import type { Place } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";

const analyses = resolve(import.meta.dirname, "../../../analyses");
const meats = meatsCsv();

/** What the analyses do not show: leaking folds, features, a comparison, a model without validation, a gate that fails. */
const corners = `---
title: Corners
version: 1.0.0
scheme: {kfold: {folds: 4}}
inputs: {meat: {path: meats-nir.csv}}
---

${meatsBlock(`group: lot\ntarget: fat\nunit: "%"\n`)}
\`\`\`foodspec features
columns: {pca: {components: 4}}
\`\`\`

\`\`\`foodspec model #logreg
estimator: {logistic-regression: {C: [0.1, 1]}}
\`\`\`

\`\`\`foodspec model #plsda
from: data
estimator: {pls-da: {components: 4}}
\`\`\`

\`\`\`foodspec table
compare: [plsda, logreg]
\`\`\`

\`\`\`foodspec model #blind
from: data
scheme: none
estimator: {pls-regression: {components: 4}}
\`\`\`

\`\`\`foodspec qc
gate: data
\`\`\`

Right for \`= plsda.accuracy : .1%\` (\`= plsda.accuracy_ci : .2f\`), of over 20 % \`= plsda.by_class["over 20 %"].recall : .3f\`,
with C \`= logreg.best_params.C\`; \`= data.n_spectra\` spectra, \`= data.duplicates.pairs\` copies, PC1
\`= features.explained_variance.0 : .1%\`, \`= qc.checks.duplicates.value : .3f\` of them, \`= table.differences.0.difference : .3f\`.
`;

const documents = {
  "meat-fat": () => inMemory(within("meat-fat", ["protocol.md", "meats-nir.csv"])),
  "edible-oils-simulated": () => inMemory(within("edible-oils-simulated", ["protocol.md", "oils.csv"])),
  corners: () => inMemory({ "protocol.md": corners, "meats-nir.csv": meats }),
};
const within = (folder: string, files: readonly string[]) =>
  Object.fromEntries(files.map((file) => [file, readFileSync(join(analyses, folder, file))]));

interface Carrier {
  readonly artifact: string;
  readonly pointer: string;
  readonly exact: string | undefined;
  readonly rounding: string | undefined;
  readonly how: string | undefined;
  readonly text: string;
}

function carriers(html: string): Carrier[] {
  return [...html.matchAll(/<(data|td|code)\b([^>]*) data-artifact="[^>]*>([\s\S]*?)<\/\1>/g)].map(
    ([whole, , , inner]) => {
      const attribute = (name: string): string | undefined => {
        const found = new RegExp(` data-${name}="([^"]*)"`).exec(whole.slice(0, whole.indexOf(">") + 1))?.[1];
        return found === undefined ? undefined : plain(found);
      };
      return {
        artifact: attribute("artifact") ?? "",
        pointer: attribute("pointer") ?? "",
        exact: attribute("exact"),
        rounding: attribute("rounding"),
        how: attribute("how"),
        text: plain(inner.replace(/<[^>]*>/g, "")).replace(/[\u2007\u2008]/g, ""),
      };
    },
  );
}

const plain = (text: string): string =>
  text
    .replace(/&#x([0-9A-F]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll("&amp;", "&");

/** What a reader of a page sees, drawings included, code left out. */
const shown = (html: string): string =>
  plain(html.replace(/<(script|style|code|pre|desc)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, "\n"));

const machine = /(?<![\w/.-])[a-z]+_[a-z]\w*(?![\w/]*\.\w)/g;

/** Words that the field has others for. */
const replaced: readonly RegExp[] = [
  /\bWanted\b/,
  /\bMeasured$/,
  /\bpassed$/,
  /: (?:passed|failed)\b/,
  /as it should be|look at this/,
  /second opinion/,
  /tells \d+ class|^predicts /,
  /may be believed/,
  /hold the truth|promised/,
  /does not answer|not answered/,
  /right for|was off by/,
  /[Aa]lways naming|always the (?:largest|mean)/,
  /\b[Hh]ealth\b/,
  /far from the others/,
  /\b(?:lobo|loso)\b/,
  /separated by|by default/,
  /told, not judged/,
];

function at(json: string, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, token) => (value as { [key: string]: unknown })[token], JSON.parse(json));
}

describe.each(quickOf(Object.entries(documents), 1))("the report of %s", (name, make) => {
  let made: Place;
  let html: string;
  let run: string;
  beforeAll(async () => {
    made = make();
    expect((await made.compile()).exitCode).toBe(0);
    run = `runs/${made.runs()[0]}`;
    html = made.read(`${run}/report/index.html`);
  });
  afterAll(() => made.remove());

  it("names a file of the run and a place in it with every number, and the number stands there", () => {
    const all = carriers(html);
    expect(all.length).toBeGreaterThan(60);
    const names = new Set(made.names(run));
    for (const { artifact, pointer, exact, how, text } of all) {
      expect(names.has(artifact), artifact).toBe(true);
      if (pointer === "") continue;
      const found = at(made.read(`${run}/${artifact}`), pointer);
      expect(found, `${artifact}#${pointer}`).not.toBeUndefined();
      if (exact === undefined || how !== undefined) continue;
      expect(Array.isArray(found) ? found.join(" ") : String(found), `${artifact}#${pointer} (${text})`).toBe(exact);
    }
  });

  it("prints what its rounding makes of the number", () => {
    for (const { exact, rounding, text, pointer } of carriers(html)) {
      if (exact === undefined || rounding === undefined || !/^-?[\d.e+-]+$/.test(exact)) continue;
      const value = Number(exact);
      const prose = proseValue(value, rounding) ?? "";
      expect(
        text === prose ||
          (/^[≥≤<]\u00a0/.test(text) && text.slice(2).startsWith(prose)) ||
          text.startsWith(`${prose}\u00a0`) ||
          text.endsWith(`\u00a0${prose}`),
        `${pointer}: ${text}`,
      ).toBe(true);
    }
  });

  it("leaves no number of a table without its place", () => {
    const cells = [...html.matchAll(/<td class="number"([^>]*)>([\s\S]*?)<\/td>/g)];
    expect(cells.length).toBeGreaterThan(20);
    const bare = cells.filter(
      ([, attributes, inner]) => !attributes.includes("data-artifact") && /\d/.test(inner.replace(/<[^>]*>/g, "")),
    );
    expect(bare.map(([whole]) => whole)).toEqual([]);
  });

  it("speaks the field's words, and shows no name of the machine", () => {
    const document = made.read("protocol.md");
    for (const [what, text] of [
      ["report", shown(html)],
      [
        "report.md",
        made
          .read(`${run}/report.md`)
          .replace(/```[\s\S]*?```|`[^`\n]*`|!?\]\([^)]*\)/g, " ")
          .replaceAll("\\", ""),
      ],
    ]) {
      // What the author wrote is the author's; the id of a block is its address, of one that was added too.
      const { results } = JSON.parse(made.read(`${run}/report.json`)) as { readonly results: object };
      const names = [...new Set(text.match(machine))].filter(
        (name) => !document.includes(name) && !Object.hasOwn(results, name),
      );
      expect(names, `${what} of ${name}`).toEqual([]);
      for (const word of replaced) {
        const around = (line: string): string => {
          const at = line.search(word);
          return line.slice(Math.max(0, at - 7), at + 9).trim();
        };
        const lines = text.split("\n").filter((line) => word.test(line) && !document.includes(around(line)));
        expect(lines, `${what}: ${word}`).toEqual([]);
      }
    }
  });

  it("leaves no figure without its data, and says from which file it was made", () => {
    const figures = html.match(/<figure class="exhibit drawn"[\s\S]*?<\/figure>/g) ?? [];
    expect(figures.length).toBeGreaterThan(3);
    for (const figure of figures) expect(figure).toMatch(/<code class="origin" data-artifact="[^"]+" data-pointer="/);
  });

  it("stays below 1 MB, its figures below 200 kB", () => {
    expect(new TextEncoder().encode(html).length, name).toBeLessThan(1_000_000);
    const { figures } = JSON.parse(made.read(`${run}/figures/metadata.json`));
    for (const { size_bytes, file } of figures) expect(size_bytes, file).toBeLessThan(200_000);
  });
});
