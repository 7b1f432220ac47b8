/** foodspec.config.yaml: closed, may be empty, and each mistake in it has its place. */
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { readConfig } from "../../../compiler/document/config.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";

const read = (text: string) => readConfig(new TextEncoder().encode(text), registry.policy);
const told = (text: string) =>
  read(text).findings.map(({ code, position, message }) => [code, position?.line, position?.column, message]);

describe("the configuration of a project", () => {
  it.each(["", "\n", "# nothing yet\n"])("may say nothing: %j", (text) =>
    expect(read(text)).toEqual({ config: {}, findings: [] }),
  );
  it("says where runs go", () =>
    expect(read("tracking:\n  mlflow: {experiment: season}\n").config).toEqual({
      tracking: { mlflow: { experiment: "season" } },
    }));
  it.each([
    ["an unknown key", "\ntraking: {}\n", "FS1161", 2, /knows no key `traking` here/],
    ["an unknown key below", "tracking:\n  mlflow: {experiment: a, uri: b}\n", "FS1161", 2, /`uri`/],
    ["what a document says", "seed: 3\n", "FS1163", 1, /`seed` .* for each document to say/],
    ["a name that is too long", `tracking: {mlflow: {experiment: ${"x".repeat(600)}}}\n`, "FS1162", 1, /experiment/],
    [
      "a name that the registry does not take",
      "tracking: {mlflow: {experiment: a, registered_model: a b}}\n",
      "FS1162",
      1,
      /registry/,
    ],
    ["runs outside the project", "output: ../reports\n", "FS1162", 1, /below the root/],
    ["runs that leave it by a way round", "jobs: 1\noutput: reports/../../x\n", "FS1162", 2, /below the root/],
    ["runs at an absolute place", "output: /srv/reports\n", "FS1162", 1, /below the root/],
    ["runs on another drive", "output: 'C:\\reports'\n", "FS1162", 1, /below the root/],
    [
      "a threshold looser than any may be",
      "qc_policy:\n  min_accuracy: 0.6\n",
      "FS1164",
      2,
      /looser than FoodSpec allows; it must be ≥ 0.7/,
    ],
    ["a threshold that there is not", "qc_policy: {min_acuracy: 0.9}\n", "FS1161", 1, /`qc_policy.min_acuracy`/],
    ["a threshold that cannot be", "qc_policy: {min_accuracy: 90}\n", "FS1162", 1, /min_accuracy/],
    ["a demand that is none", "qc_policy: {required: false}\n", "FS1162", 1, /asks for nothing/],
    ["an axis in an unknown unit", "axis: {unit: cm}\n", "FS1162", 1, /unit/],
    ["an engine that is not there", "engine: celery\n", "FS1162", 1, /engine/],
    ["an approval of an unknown step", "approvals: {plans: {}}\n", "FS1161", 1, /plans/],
    ["an experiment without a name", "tracking: {mlflow: {}}\n", "FS1162", 1, /experiment/],
    ["a list", "- a\n", "FS1162", 1, /no mapping/],
    ["what is no YAML", "tracking: {\n", "FS20", 1, /./],
  ])("is refused with its place: %s", (_, text, code, line, says) => {
    const found = told(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0][0]).toMatch(new RegExp(`^${code}`));
    expect(found[0][1]).toBe(line);
    expect(String(found[0][3])).toMatch(says);
  });
});

describe("a project whose configuration is wrong", () => {
  let place: Project | null = null;
  afterEach(() => place?.remove());
  it("compiles none of its documents: 4, and the place in that file", async () => {
    place = project({
      "foodspec.config.yaml": "traking: {}\n",
      "meats-nir.csv": meatsCsv(),
      "protocol.md":
        "---\ntitle: T\ninputs: {meat: {path: meats-nir.csv}}\n---\n\n```foodspec data\ninput: meat\nid: sample_id\naxis: {unit: nm, technique: NIR}\n```\n",
    });
    const { status, err, out } = await place.type(["check", "protocol.md"]);
    expect(status).toBe(4);
    expect(out + err).toMatch(/FS1161[\s\S]*foodspec\.config\.yaml:1:1/);
  });
});
