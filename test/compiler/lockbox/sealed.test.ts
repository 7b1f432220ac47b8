/** Sealed rows: whatever they hold, nothing of a run hangs on them but their digest, and nothing names one of them. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { csvOf, filesOf, holding, lastThird, latin, seasonRows, withTrust } from "./boxes.ts";

/** Every kind of block that starts from data. */
const every = `
\`\`\`foodspec pca
components: 2
\`\`\`

\`\`\`foodspec features #peaks
columns: {bands: {low: [910, 920], high: [930, 940]}}
from: prep
\`\`\`

\`\`\`foodspec model #errors
estimator: {pls-regression: {components: 2}}
scheme: {group_kfold: {folds: 4}}
segments: month
from: prep
\`\`\`

\`\`\`foodspec model #third
estimator: {pls-da: {components: 3}}
scheme: {group_kfold: {folds: 4}}
from: prep
\`\`\`

\`\`\`foodspec qc #data_gate
gate: data
\`\`\`

\`\`\`foodspec qc #spectral_gate
gate: spectral
from: prep
\`\`\`

\`\`\`foodspec qc #model_gate
gate: model
from: plsda
\`\`\`

\`\`\`foodspec table #both
compare: [plsda, third]
\`\`\`

\`\`\`foodspec figure #scores
show: pca.pca-scores
\`\`\`
${withTrust.replace("trust\n", "trust\nfrom: plsda\n")}`;

async function compiled(text: string, rows: readonly (readonly string[])[], more: { [path: string]: string } = {}) {
  const place = inMemory({ "season.csv": csvOf(rows), "protocol.md": text, ...more });
  const { documents } = await place.compile();
  expect(documents[0].findings.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual(
    [],
  );
  const files = filesOf(place, documents[0].runId ?? "");
  const summary = JSON.parse(latin(files.get("data/data_summary.json")));
  return { files, summary, runId: documents[0].runId ?? "" };
}

/** What may differ: digests and what they are digests of, size of the file, names that follow from the content digest. */
function settled(text: string, { summary, runId, files }: Awaited<ReturnType<typeof compiled>>): string {
  const { content_digest } = JSON.parse(latin(files.get("manifest.json")));
  return (
    text
      .replaceAll(runId, "RUN")
      .replaceAll(content_digest, "CONTENT")
      .replaceAll(content_digest.slice("sha256:".length), "CONTENT")
      .replaceAll(summary.lockbox.sealed, "SEALED")
      .replaceAll(summary.sha256, "FILE")
      .replaceAll(summary.sha256.slice("sha256:".length), "FILE")
      // Keys of blocks, and what the page shortens of them.
      .replaceAll(/\b[0-9a-f]{8,64}\b/g, "HEX")
  );
}

const scrambled = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) =>
    cells[0].startsWith("zealed")
      ? [
          ...cells.slice(0, 4),
          cells[4] === "a" ? "b" : "a",
          cells[5].replace(/\d/g, (digit) => String(9 - Number(digit))),
          ...cells.slice(6),
        ]
      : cells,
  );

/** All that is content, and all that people look at. */
const isSame = (path: string): boolean =>
  /^(model|trust|pca|features|preprocessing|figures)\/|_qc_report\.json$|\.csv$/.test(path);

describe.each([
  ["the last third of the samples", "lockbox: {last: 0.333}\n"],
  ["rows that a column marks", "lockbox: {column: hold, is: yes}\n"],
])("a lockbox of %s", (_, data) => {
  it("leaves nothing in a run that hangs on what is sealed, over all kinds of blocks, and names none of it", async () => {
    const text = lastThird(every, "", `${data}export: true\n`);
    const [whole, other] = [await compiled(text, seasonRows()), await compiled(text, scrambled(seasonRows()))];
    expect(whole.summary).toMatchObject({
      row_count: 180,
      n_spectra: 120,
      lockbox: { n_spectra: 60, n_samples: 60, where: "same_file" },
    });
    expect(holding(whole.files, "zealed")).toEqual([]);
    const content = [...whole.files.keys()].filter(isSame);
    expect(content).toEqual(expect.arrayContaining(["model/model.json", "model/predictions.csv", "data/data.csv"]));
    expect(content.filter((path) => latin(whole.files.get(path)) !== latin(other.files.get(path)))).toEqual([]);
    expect(other.summary).toEqual({
      ...whole.summary,
      sha256: other.summary.sha256,
      files: other.summary.files,
      lockbox: { ...whole.summary.lockbox, sealed: other.summary.lockbox.sealed },
    });
    expect(other.summary.lockbox.sealed).not.toBe(whole.summary.lockbox.sealed);
    for (const path of ["report.md", "report/index.html"])
      expect([
        path,
        settled(latin(whole.files.get(path)), whole) === settled(latin(other.files.get(path)), other),
      ]).toEqual([path, true]);
  });
});

it("seals whole batches, the latest first, and their number does not hang on the order of rows", async () => {
  const rows = seasonRows(20);
  const text = lastThird("", "", "batch: batch\nlockbox: {last: 0.2}\n");
  const [head, ...body] = rows;
  const [straight, turned] = [await compiled(text, rows), await compiled(text, [head, ...body.toReversed()])];
  // 120 samples in 12 batches of ten: two and a half batches hold a fifth.
  expect(straight.summary.lockbox.n_samples).toBe(30);
  expect(turned.summary.lockbox).toEqual(straight.summary.lockbox);
});

describe("a lockbox in a file of its own", () => {
  const [open, sealed] = [false, true].map((isSealed) =>
    seasonRows().filter((cells, i) => i === 0 || cells[0].startsWith("zealed") === isSealed),
  );
  const inputs = "  held: {path: held.csv}\n";
  const data = "lockbox: {input: held}\n";

  it("is read for its digest alone", async () => {
    const run = await compiled(lastThird("", inputs, data), open, { "held.csv": csvOf(sealed) });
    expect(run.summary.lockbox).toMatchObject({ n_spectra: 60, n_samples: 60, where: "other_file" });
    expect(holding(run.files, "zealed")).toEqual([]);
  });

  it("is not opened where it is pinned: neither check nor compile asks whether it is there", async () => {
    const digest = "a".repeat(64);
    const text = lastThird("", inputs.replace("held.csv", `held.csv, sha256: ${digest}`), data);
    const run = await compiled(text, open);
    expect(run.summary.lockbox).toEqual({
      n_spectra: null,
      n_samples: null,
      sealed: `sha256:${digest}`,
      rows: null,
      where: "not_seen",
    });
    const manifest = JSON.parse(latin(run.files.get("manifest.json")));
    expect(manifest.inputs).toContainEqual(
      expect.objectContaining({ name: "held", path: "held.csv", size_bytes: null, n_rows: null }),
    );
    expect(latin(run.files.get("report.md"))).toContain("This program has not opened the file");
  });
});

describe("what no lockbox can be", () => {
  const refused = async (data: string, rows = seasonRows(), frontMatter = "") => {
    const place = inMemory({ "season.csv": csvOf(rows), "protocol.md": lastThird("", frontMatter, data) });
    const { documents } = await place.compile();
    return [
      documents[0].exitCode,
      documents[0].findings.filter(({ severity }) => severity === "error").map(({ code }) => code),
    ];
  };
  it.each([
    ["all rows by their share", "lockbox: {last: 1}\n", 4, null],
    ["none by their share", "lockbox: {last: 0}\n", 4, null],
    ["all rows that a column marks", "lockbox: {column: all, is: x}\n", 3, "FS3464"],
    ["nearly all batches", "batch: hold\nlockbox: {last: 0.9}\n", 3, "FS3464"],
    ["none that a column marks", "lockbox: {column: hold, is: maybe}\n", 3, "FS3465"],
    ["rows that are external too", "test: {column: hold, is: yes}\nlockbox: {column: hold, is: yes}\n", 3, "FS3466"],
    ["rows of groups that stay outside", "lockbox: {column: class, is: a}\ngroup: team\n", 3, "FS3467"],
    ["two ways at once", "lockbox: {last: 0.2, column: hold, is: yes}\n", 4, "FS2376"],
    ["half a way", "lockbox: {column: hold}\n", 4, "FS2376"],
    ["the data themselves", "lockbox: {input: season}\n", 4, "FS2377"],
    ["a column that is not there", "lockbox: {column: held, is: yes}\n", 3, "FS3016"],
  ])("%s: refused by code", async (_, data, exit, code) => {
    const rows = seasonRows(10).map((cells, i) => [
      ...cells.slice(0, 7),
      i === 0 ? "all" : "x",
      i === 0 ? "team" : `b${i % 7}`,
      ...cells.slice(7),
    ]);
    const [found, codes] = await refused(data, rows);
    expect([found, code === null ? null : (codes as string[])[0]]).toEqual([exit, code]);
  });

  it("the latest without a time, or with a spectrum that has none", async () => {
    const place = inMemory({
      "season.csv": csvOf(seasonRows(10)),
      "protocol.md": lastThird("").replace("time: time\n", ""),
    });
    const { documents } = await place.compile();
    expect([documents[0].exitCode, documents[0].findings.map(({ code }) => code)]).toEqual([
      4,
      expect.arrayContaining(["FS2403"]),
    ]);
    const rows = seasonRows(10).map((cells, i) => (i === 3 ? [...cells.slice(0, 3), "", ...cells.slice(4)] : cells));
    expect(await refused("lockbox: {last: 0.2}\n", rows)).toEqual([3, ["FS3462"]]);
  });

  it("a pinned file of several", async () => {
    const frontMatter = `  held: {path: [a.csv, b.csv], sha256: ${"a".repeat(64)}}\n`;
    expect(await refused("lockbox: {input: held}\n", seasonRows(10), frontMatter)).toEqual([4, ["FS2379"]]);
  });
});
