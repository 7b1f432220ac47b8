/** Who leaves out what the model gets wrong: a method that fails, and the ways to make it pass by choosing samples. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../compiler/store/digest.ts";
import { paperless } from "../fixtures/paperless.ts";
import { type Project, project } from "../fixtures/project.ts";

const folder = resolve(import.meta.dirname, "../../analyses/meat-fat");
const csv = readFileSync(join(folder, "meats-nir.csv"), "utf8");
/** The regulatory analysis without the derivative, of one or two latent variables: right for 149 of 178 samples. */
const weak = readFileSync(join(folder, "regulatory.md"), "utf8")
  .replace("components: [1, 2, 3, 4, 5, 6, 8]", "components: [1, 2]")
  .replace(/ {2}- savgol:.*\n/, "");

const places: Project[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

async function compiled(document: string, data = csv) {
  const pinned = document.replace(/sha256: \w+/, `sha256: ${digestOf(new TextEncoder().encode(data)).slice(7)}`);
  const place = project({ "protocol.md": pinned, "meats-nir.csv": data });
  places.push(place);
  const { exitCode } = await place.compile({}, {}, paperless());
  const json = (path: string) => JSON.parse(place.read(`runs/latest/${path}`));
  return { place, exitCode, json, text: (path: string) => place.read(`runs/latest/${path}`) };
}

/** Names of the first 24 samples that the weak method gets wrong. */
async function wrongSamples(): Promise<readonly string[]> {
  const { exitCode, json, text } = await compiled(weak);
  expect(exitCode).toBe(7);
  expect(json("model_qc_report.json").failed_checks).toContain("min_accuracy");
  const [head, ...rows] = text("model/predictions.csv")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const at = (name: string) => head.indexOf(name);
  const lead = new Map<string, number>();
  for (const row of rows) {
    const sign = row[at("observed")] === "over 20 %" ? 1 : -1;
    const ahead = Number(row[at("score:over 20 %")]) - Number(row[at("score:up to 20 %")]);
    lead.set(row[at("sample")], (lead.get(row[at("sample")]) ?? 0) + sign * ahead);
  }
  const wrong = [...lead].flatMap(([sample, ahead]) => (ahead < 0 ? [sample] : []));
  expect([lead.size, wrong.length]).toEqual([178, 29]);
  return wrong.slice(0, 24);
}

describe("leaving out the samples that are wrong", async () => {
  const wrong = await wrongSamples();
  const list = wrong.map((sample) => `  - {sample: ${sample}, reason: outlier}\n`).join("");
  const excluding = weak.replace("duplicates: drop\n", `duplicates: drop\nexclude:\n${list}`);

  it("fails the data gate by name", async () => {
    const { exitCode, json } = await compiled(excluding);
    expect(exitCode).toBe(7);
    expect(json("data_qc_report.json").checks.excluded_fraction).toMatchObject({ value: 24 / 178, pass: false });
  });

  it("at a declared limit is told on the first page and in the statement, with the accuracy that includes them", async () => {
    const declared = excluding.replace("seed: 7\n", "seed: 7\nqc_policy: {max_excluded_fraction: 0.15}\n");
    const { exitCode, json, text } = await compiled(declared);
    expect(exitCode).toBe(0);
    const metrics = json("model/metrics.json");
    expect(metrics.pooled.accuracy).toBeGreaterThan(0.93);
    expect(metrics.including_excluded).toMatchObject({ accuracy_n: 178, not_predicted: 0 });
    expect(metrics.including_excluded.accuracy).toBeLessThan(0.85);
    const said = [
      "Excluded: 24 of 178 samples: 13 of over 20 % by name (outlier), 11 of up to 20 % by name (outlier).",
      `With the excluded samples, predicted by the final model: accuracy ${(100 * metrics.including_excluded.accuracy).toFixed(1)} %`,
    ];
    const statement = text("REGULATORY_COMPLIANCE_STATEMENT.txt");
    const html = text("report/index.html")
      .replaceAll(/<[^>]+>/g, "")
      .replaceAll("\u00a0", " ");
    for (const sentence of said) expect([statement.includes(sentence), html.includes(sentence)]).toEqual([true, true]);
    expect(statement).toContain("`max_excluded_fraction`: 0.15 (default 0.05)");
    const samples = [...text("model/excluded_predictions.csv").matchAll(/^[^,]+,([^,]+),.*,exclude$/gm)];
    expect(new Set(samples.map(([, sample]) => sample))).toEqual(new Set(wrong));
  });

  it("as external samples fails the model gate by these", async () => {
    const marked = csv.replaceAll(/^([^,\n]+,([^,\n]+),)/gm, (_, start, sample) =>
      sample === "sample" ? `${start}set,` : `${start}${wrong.includes(sample) ? "hard" : "easy"},`,
    );
    const document = weak.replace("duplicates: drop\n", "duplicates: drop\ntest: {column: set, is: hard}\n");
    const { exitCode, json } = await compiled(document, marked);
    expect(exitCode).toBe(7);
    const { checks, failed_checks } = json("model_qc_report.json");
    expect(failed_checks).toEqual(["external_accuracy"]);
    expect(checks.external_accuracy.value).toBeLessThan(0.2);
    expect(json("model/metrics.json").external.accuracy).toBeCloseTo(1 / 24, 12);
  });
});
