/** Regulatory runs from end to end: the base of the meats is approved, each gate fails alone for its fault, and what each leaves behind. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { verifyCommand } from "../../../compiler/cli/work/verify.ts";
import type { Approval } from "../../../schemas/approval.ts";
import { legible } from "../../fixtures/legible.ts";
import { meatsBlock } from "../../fixtures/meats.ts";
import { dying, paperless, withoutBrowser } from "../../fixtures/paperless.ts";
import { pinned } from "../../fixtures/pinned.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Project;
afterEach(() => place.remove());

const published = meatsCsv();
const claims = `claims:
  standard: "A standard of the laboratory"
  use_case: "Screening of minced meat"
  limitations: ["One instrument"]
`;

interface Parts {
  readonly csv?: string;
  readonly data?: string;
  readonly upstream?: string;
  readonly frontMatter?: string;
  readonly steps?: string;
  readonly components?: number;
}

/** The base of the meats: copies dropped, lots left out in turn, PLS-DA with five components. */
function make({
  csv = published,
  data = "duplicates: drop\n",
  upstream = "upstream: none\n",
  frontMatter = "",
  steps,
  components = 5,
}: Parts = {}) {
  const document = `---
title: Lean or not
version: 1.2.0
mode: regulatory
seed: 42
inputs:
  meat: {path: meats.csv}
${claims}${frontMatter}---

# Lean or not

${meatsBlock(`batch: lot\npositive: over 20 %\n${upstream}${data}`)}
\`\`\`foodspec preprocess #prep
steps:
${steps ?? "  - savgol: {window: 11, order: 2, deriv: 1}\n  - snv\n"}\`\`\`

\`\`\`foodspec model #plsda
estimator: {pls-da: {components: ${components}}}
\`\`\`
`;
  place = project({ "protocol.md": pinned(document, csv), "meats.csv": csv });
}

const run = "runs/latest";
const has = (path: string) => existsSync(join(place.folder, run, path));
const read = (path: string) => place.read(`${run}/${path}`);
const approval = (): Approval => JSON.parse(read("model/approval.json"));
const verify = () => place.say((effects) => verifyCommand({ run, format: "text" }, effects));
const gates = () => place.manifest().gates.map(({ gate, status }) => `${gate} ${status}`);

describe("a regulatory run that passes everything", () => {
  it("leaves PDF, statement, approval and three passed gates, and can be verified", async () => {
    const upstream = `upstream: [{what: MSC on the mean of all, with: X 1.0, scope: set}]
design: {accept: [{check: upstream, reason: the analyzer gives nothing else}]}
`;
    make({ frontMatter: "qc_policy: {min_accuracy: 0.8}\n", upstream });
    const { exitCode, documents } = await place.compile({}, {}, legible);
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    expect(gates()).toEqual(["data pass", "spectral pass", "model pass"]);
    expect(
      place
        .manifest()
        .blocks.flatMap(({ id, added }) => (added === undefined ? [] : [id]))
        .sort(),
    ).toEqual(["data_gate", "model_gate", "spectral_gate", "trust"]);
    expect(approval()).toMatchObject({ approved: true, models: { plsda: "model/model.json" }, reasons: [] });
    expect(["report/report_regulatory.pdf", "report/report_failed.pdf", "error.json"].map(has)).toEqual([
      true,
      false,
      false,
    ]);

    const statement = read("REGULATORY_COMPLIANCE_STATEMENT.txt");
    for (const part of [
      "Standard the owner works to: A standard of the laboratory",
      "It certifies nothing.",
      "data gate (block data_gate): Pass. Evidence: data_qc_report.json",
      "Accuracy: 98.3 % (criterion ≥ 80.0 %); lower 95 % limit 95.7 % (criterion ≥ 80.0 %): Pass",
      "   `min_accuracy`: 0.8 (default 0.85)",
      "Accuracy: 98.3 % (95 % CI 94.7 % to 99.7 %), over 178 samples",
      "Calibration by temperature: expected calibration error",
      "at alpha 0.1: nominal coverage 90.0 %,",
      "up to 20 %: sensitivity 100.0 % (95 % CI 96.8 % to 100.0 %)",
      "By instrument: no instrument was declared",
      "Steps before FoodSpec that saw other rows or the outcome: 1 steps (criterion ≤ 0 steps): Pass, for the protocol accepts it",
      "Before FoodSpec, as declared: MSC on the mean of all (X 1.0; other rows of this set went in).",
      "Checks of the design that the protocol lets fail, with its reasons:",
      "- upstream: the analyzer gives nothing else",
      "- One instrument",
      place.manifest().content_digest.replace("sha256:", ""),
    ])
      expect(statement).toContain(part);
    expect(statement).not.toMatch(/complies|compliant with|guarantee|certified safe|approved by/i);
    expect(
      statement
        .match(/\b(1|100\.0 %)(?! \(95 % CI| \(criterion| to |\.|;\s*lower)/g)
        ?.filter((one) => one === "100.0 %") ?? [],
    ).toEqual([]);
    expect(place.manifest().policy.loosened).toEqual([
      "min_accuracy",
      "design.accept: upstream: the analyzer gives nothing else",
    ]);
    expect(read("report.md")).toContain("Accepted in the protocol: upstream: the analyzer gives nothing else.");
    expect(read("report/index.html")).toContain("criterion looser than the default 85.0\u00a0%");

    expect(await verify()).toMatchObject({ status: 0, err: "" });
    rmSync(join(place.folder, run, "report/report_regulatory.pdf"));
    const { status, err } = await verify();
    expect([status, err]).toEqual([9, expect.stringMatching(/must hold [^\n]*report\/report_regulatory\.pdf/)]);
  });
});

const rows = published.trimEnd().split("\n");
const [head, ...lines] = rows.map((line) => line.split(","));
const first = head.findIndex((name) => /^\d/.test(name));
const asCsv = (body: readonly (readonly string[])[]) =>
  `${[head, ...body].map((cells) => cells.join(",")).join("\n")}\n`;
const column = (name: string) => head.indexOf(name);

/** Spikes in every fifth spectrum, by the contract's rule. */
function spiked(): string {
  const seen = new Set<string>();
  const own = lines.filter((cells) => {
    const key = cells.slice(first).join();
    return !seen.has(key) && seen.add(key) !== undefined;
  });
  return asCsv(
    own.map((cells, i) => {
      if (i % 5 !== 0) return cells;
      const x = cells.slice(first).map(Number);
      const sorted = [...x].sort((a, b) => a - b);
      const at = (p: number) => {
        const place = p * (sorted.length - 1);
        const low = Math.floor(place);
        return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
      };
      const step = 0.3 * (at(0.975) - at(0.025));
      for (const j of [0, 1, 2]) x[((17 * i + 31 * j) % 88) + 6] += step;
      return [...cells.slice(0, first), ...x.map(String)];
    }),
  );
}

/** Fat of every third sample over the limit, whatever the spectrum says. */
const mislabelled = (): string => {
  const samples = [...new Set(lines.map((cells) => cells[column("sample")]))];
  return asCsv(
    lines.map((cells) =>
      cells.map((cell, j) =>
        j === column("fat") ? (samples.indexOf(cells[column("sample")]) % 3 === 0 ? "30" : "10") : cell,
      ),
    ),
  );
};

describe("each gate fails alone, for its own fault", () => {
  it.each<[string, Parts, readonly string[], string]>([
    ["the data gate: copies kept", { data: "duplicates: keep\n" }, ["data fail"], "duplicates"],
    ["the spectral gate: spikes", { csv: spiked() }, ["data pass", "spectral fail"], "health_score"],
    [
      "the model gate: labels that say nothing",
      { csv: mislabelled() },
      ["data pass", "spectral pass", "model fail"],
      "min_accuracy",
    ],
    [
      "the model gate: too simple a model",
      { steps: "  - snv\n", components: 1 },
      ["data pass", "spectral pass", "model fail"],
      "min_accuracy",
    ],
  ])("%s", async (_, parts, expected, check) => {
    make(parts);
    const { exitCode } = await place.compile({}, {}, paperless());
    expect(exitCode).toBe(7);
    expect(gates()).toEqual(expected);
    const error = place.error();
    expect(error).toMatchObject({ exit_code: 7, error_type: "QCError", code: "FS7001", stage: "qc" });
    expect(JSON.stringify(error.details.failed_checks)).toContain(`"check":"${check}"`);

    const html = read("report/index.html");
    expect(html).toContain("<title>NOT APPROVED: Lean or not</title>");
    const [, ...closings] = html.match(/<h2 id="report:/g) ?? [];
    expect(html.split('class="not-approved-mark"').length - 1).toBe(closings.length);
    expect(html).toContain("What to do next:");
    const gate = `${expected.at(-1)?.split(" ")[0]}_gate`;
    expect(html).toContain(`id="${gate}.worst"`);
    expect(has(`figures/${gate}.worst.svg`)).toBe(true);
    for (const path of ["REGULATORY_COMPLIANCE_STATEMENT.txt", "report/report_regulatory.pdf"])
      expect(has(path)).toBe(false);
    expect(has("report/report_failed.pdf")).toBe(true);
    if (has("model/model.json")) expect(approval()).toMatchObject({ approved: false, exit_code: 7 });
    expect((await verify()).out).toContain("ended with 7: NOT APPROVED");
  });
});

describe("one class measured on one day, the other on another", () => {
  const days = published
    .trimEnd()
    .split("\n")
    .map((line, i) => {
      const cells = line.split(",");
      const isOver = cells[head.indexOf("fat_label")] === "over 20 %";
      return [...cells.slice(0, 7), i === 0 ? "day" : isOver ? "2024-03-04" : "2024-03-05", ...cells.slice(7)].join(
        ",",
      );
    })
    .join("\n")
    .concat("\n");
  const reason = "each class was slaughtered on one day";

  it("is approved in no form: 7, a failed report, no statement and no other PDF", async () => {
    make({ csv: days });
    const { exitCode, documents } = await place.compile({}, {}, paperless());
    expect([exitCode, gates()]).toEqual([7, ["data fail"]]);
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS7107");
    expect(JSON.stringify(place.error().details.failed_checks)).toContain('"check":"confounding"');
    const paths = place.names(run).filter((path) => /\.pdf$|STATEMENT/.test(path));
    expect(paths).toEqual(["report/report_failed.pdf"]);
    expect(has("model/model.json")).toBe(false);
  });

  it("is told with its reason on page 1, in the statement and in the manifest, where it is accepted", async () => {
    const accept = `design: {accept: [{check: confounding, column: day, reason: ${reason}}]}\n`;
    make({ csv: days, data: `duplicates: drop\n${accept}` });
    const { exitCode } = await place.compile({}, {}, paperless());
    expect([exitCode, gates()]).toEqual([0, ["data pass", "spectral pass", "model pass"]]);
    expect(read("REGULATORY_COMPLIANCE_STATEMENT.txt").replaceAll(/\s+/g, " ")).toContain(reason);
    expect(JSON.stringify(place.manifest().policy)).toContain(reason);
    const html = read("report/index.html");
    // Before the first heading of a section of the document.
    expect(html.slice(0, html.indexOf("<h2")).concat(html.split("<h2")[1] ?? "")).toContain(reason);
  });
});

describe("a regulatory run that fails otherwise", () => {
  const declared = `mode: regulatory\n${claims}`;
  const loose = "qc_policy: {min_samples_per_class: 10, min_specificity_lower: 0.6}\n";

  it("3: leakage that only the data show, before trust; the model is not approved", async () => {
    // A sample measured in two batches: leaving one batch out leaves its other spectra in.
    const split = smallCsv({ samples: 48, batches: 4 })
      .split("\n")
      .map((line, i) =>
        i === 0
          ? line
          : line.replace(/^(s\d+),m(\d+),/, (_, id, n) => `${id},m${Math.ceil(Number(n) / 4) * 2 + (Number(n) % 2)},`),
      )
      .join("\n");
    const accepted = "design: {accept: [{check: reused_sample_names, column: batch, reason: made for this test}]}\n";
    place = project({
      "protocol.md": smallProtocol({
        frontMatter: declared + loose,
        data: `positive: b\nupstream: none\nreference: mean\n${accepted}`,
        csv: split,
      }),
      "small.csv": split,
    });
    const { exitCode, documents } = await place.compile({}, {}, paperless());
    expect(exitCode, JSON.stringify(documents[0].findings.map(({ message }) => message))).toBe(3);
    expect(place.error()).toMatchObject({ code: "FS7301", stage: "modeling" });
    expect(place.manifest().blocks.find(({ id }) => id === "trust")).toMatchObject({ execution: "blocked" });
    expect(approval().approved).toBe(false);
  });

  it.each([
    ["no browser starts", withoutBrowser, "FS8201"],
    ["the browser dies", dying, "FS8203"],
  ])(
    "8: everything passed and %s; the page stays, and nothing is approved",
    { tags: "slow" },
    async (_, print, code) => {
      make();
      const { exitCode } = await place.compile({}, {}, print);
      expect(exitCode).toBe(8);
      expect(place.error()).toMatchObject({ code, stage: "reporting", exit_code: 8 });
      expect(gates()).toEqual(["data pass", "spectral pass", "model pass"]);
      expect(approval()).toMatchObject({ approved: false, exit_code: 8 });
      expect(read("report/index.html")).toContain("<title>NOT APPROVED: Lean or not</title>");
      expect(
        ["REGULATORY_COMPLIANCE_STATEMENT.txt", "report/report_regulatory.pdf", "report/report_failed.pdf"].filter(has),
      ).toEqual([]);
      expect((await verify()).out).toContain("ended with 8: NOT APPROVED");
    },
  );

  it("2: nobody can ask for a regulatory run without its PDF", () => {
    make();
    expect(place.foodspec(["compile", "protocol.md", "--no-pdf"]).status).toBe(2);
  });

  it("7: lots that `where` leaves out are samples taken out", async () => {
    make({ data: "duplicates: drop\nwhere: {lot: [l00, l01, l02, l03, l04, l05, l06, l07]}\n" });
    const { exitCode } = await place.compile({}, {}, paperless());
    expect(exitCode).toBe(7);
    const { checks, failed_checks } = JSON.parse(read("data_qc_report.json"));
    expect(failed_checks).toEqual(["excluded_fraction"]);
    expect(checks.excluded_fraction).toMatchObject({ value: 34 / 178, threshold: 0.05, floor: 0.15, pass: false });
  });

  it("6: trust with too few batches", { tags: "slow" }, async () => {
    make({ csv: published.replaceAll(/^.*,l0[89],.*\n/gm, "") });
    const { exitCode, documents } = await place.compile({}, {}, paperless());
    expect(exitCode, JSON.stringify(documents[0].findings.map(({ message }) => message))).toBe(6);
    expect(place.error()).toMatchObject({ error_type: "TrustError", stage: "trust", code: "FS6022" });
    expect(gates()).toEqual(["data pass", "spectral pass", "model pass"]);
    expect(read("report/index.html")).toContain("NOT APPROVED");
    expect(approval()).toMatchObject({ approved: false, exit_code: 6 });
    expect(has("REGULATORY_COMPLIANCE_STATEMENT.txt")).toBe(false);
  });
});
