/** Sealed rows: whatever their labels and spectra are, nothing of a run but their digest hangs on them, and nothing names one of them. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const every = `
\`\`\`foodspec pca
components: 2
\`\`\`

\`\`\`foodspec trust
conformal: {alpha: 0.2, by: none}
\`\`\`

\`\`\`foodspec qc #data_gate
gate: data
\`\`\`

\`\`\`foodspec qc #spectral_gate
gate: spectral
\`\`\`

\`\`\`foodspec qc #model_gate
gate: model
\`\`\`
`;

const document = (lockbox: string): string =>
  seasonProtocol({
    data: `lockbox: ${lockbox}\nexport: true\n`,
    model: "estimator: {pls-da: {components: [1, 2]}}\nscheme: {group_kfold: {folds: 4}}\nsegments: batch\n",
    more: every,
  });

/** Samples called so that no number of a report is one of them; the last two months end in `z`. */
const season = (): string[][] =>
  seasonCsv({ months: 6, samples: 20 })
    .trimEnd()
    .split("\n")
    .map((line, i) => {
      const cells = line.split(",");
      if (i === 0) return cells;
      const mark = i > 80 ? "zealed" : "open";
      return [`${mark}-${i}`, `${mark}-sample-${i}`, ...cells.slice(2)];
    });
const csv = (rows: readonly (readonly string[])[]): string => `${rows.map((cells) => cells.join(",")).join("\n")}\n`;

async function compiled(text: string, data: string) {
  const place = inMemory({ "season.csv": data, "protocol.md": text });
  const { documents } = await place.compile();
  expect(documents[0].findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const folder = `runs/${documents[0].runId}`;
  const files = new Map(
    place
      .names(folder)
      .filter((path) => place.disk.stands(`${place.folder}/${folder}/${path}`) === "file")
      .map((path) => [path, place.disk.read(`${place.folder}/${folder}/${path}`)] as const),
  );
  return { place, folder, files };
}

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder("latin1").decode(bytes);

describe("a lockbox of the last months", () => {
  it("leaves nothing in a run that hangs on what is sealed, and no name of it", async () => {
    const rows = season();
    const whole = await compiled(document("{last: 0.3}"), csv(rows));
    const summary = JSON.parse(textOf(whole.files.get("data/data_summary.json")));
    console.log(summary.lockbox, summary.n_samples, summary.row_count);
    const spoilt = rows.map((cells, i) =>
      i > 80 ? [...cells.slice(0, 4), cells[4] === "a" ? "b" : "a", "77.7", ...cells.slice(6)] : cells,
    );
    const other = await compiled(document("{last: 0.3}"), csv(spoilt));
    const differing = [...whole.files.keys()].filter(
      (path) => textOf(whole.files.get(path)) !== textOf(other.files.get(path)),
    );
    console.log(differing, [...whole.files.keys()].length);
    for (const [path, bytes] of whole.files) expect([path, textOf(bytes).includes("zealed")]).toEqual([path, false]);
  });
});
