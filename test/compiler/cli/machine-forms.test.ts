/** SARIF, JUnit and annotations: logs that services take whole, with places as the repository names files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placed } from "../../../compiler/compile/placed.ts";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { sarif } from "../../../compiler/diagnostics/sarif.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

/**
 * The schema of the OASIS committee, 2.1.0 rtm.5, as the npm package @microsoft/jest-sarif (MIT) carries it. It is of draft 4: `id` names
 * the schema, and of the words whose meaning changed since it has none.
 */
const {
  id: _,
  $schema: __,
  ...oasis
} = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/sarif-2.1.0-rtm.5.json"), "utf8"));
const fits = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(oasis);
interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly { readonly ruleId: string; readonly locations: readonly PlaceOf[] }[];
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly toolExecutionNotifications: readonly { readonly descriptor: { readonly id: string } }[];
        },
      ];
    },
  ];
}
interface PlaceOf {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string } };
}

function logOf(text: string): Log["runs"][0] {
  const log = JSON.parse(text);
  expect(fits(log), JSON.stringify(fits.errors?.slice(0, 3))).toBe(true);
  return (log as Log).runs[0];
}
const uriOf = ({ physicalLocation }: PlaceOf): string => physicalLocation.artifactLocation.uri;

describe("every code of the catalogue", () => {
  const findings = [...catalogue.keys()].map((code) => finding(code, null, { facts: "" }));
  const placedThere = placed(findings, "studies/protocol.md", null);
  const run = logOf(sarif(placedThere, "0.1.0"));
  it("is a result with a location, or about the words typed and a notification", () => {
    expect(findings.length).toBeGreaterThan(400);
    expect(run.results.length + run.invocations[0].toolExecutionNotifications.length).toBe(findings.length);
    for (const { ruleId, locations } of run.results) {
      expect(locations, ruleId).toHaveLength(1);
      expect(locations[0].physicalLocation.artifactLocation, ruleId).toEqual({
        uri: "studies/protocol.md",
        uriBaseId: "%SRCROOT%",
      });
    }
    for (const { descriptor } of run.invocations[0].toolExecutionNotifications)
      expect(catalogue.get(descriptor.id), descriptor.id).toMatchObject({ stage: "cli", exit: 2 });
    expect(run.invocations[0].executionSuccessful).toBe(false);
  });
  it("would not fit the schema without its message", () => {
    const log = JSON.parse(sarif(placedThere));
    delete log.runs[0].results[0].message;
    expect(fits(log)).toBe(false);
  });
});

describe("a project in a folder of a repository", () => {
  let place: Place;
  const document = smallProtocol();
  beforeAll(() => {
    place = inMemory({
      ".git/HEAD": "ref: refs/heads/main\n",
      "studies/a/foodspec.config.yaml": "",
      "studies/a/protocol.md": replaced(document, "- snv", "- svn"),
      "studies/a/good.md": document,
      "studies/a/small.csv": smallCsv(),
    });
  });
  afterAll(() => place.remove());
  const check = async (...words: readonly string[]) => await place.type(["check", ...words]);

  it("has its places from the top of the repository, in every form for machines", async () => {
    const run = logOf((await check("studies/a/protocol.md", "--format", "sarif")).out);
    expect(run.results.flatMap(({ locations }) => locations.map(uriOf))).toEqual(["studies/a/protocol.md"]);
    expect((await check("studies/a/protocol.md", "--format", "github")).out).toMatch(
      /^::error file=studies\/a\/protocol\.md,line=\d+,/,
    );
    expect((await check("studies/a/protocol.md", "--format", "junit")).out).toContain(
      '<testsuite name="studies/a/protocol.md"',
    );
  });
  it("or from the folder that is typed", async () => {
    const { out } = await check("studies/a/protocol.md", "--format", "sarif", "--path-root", "studies");
    expect(logOf(out).results.flatMap(({ locations }) => locations.map(uriOf))).toEqual(["a/protocol.md"]);
  });
  it("loses no result to a document that is not there: that is a notification, and a case that fails", async () => {
    const { out, status } = await check("studies/a/protocol.md", "studies/a/missing.md", "--format", "sarif");
    const run = logOf(out);
    expect(status).toBe(4);
    expect(run.results.every(({ locations }) => locations.length === 1)).toBe(true);
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.invocations[0].toolExecutionNotifications.map(({ descriptor }) => descriptor.id)).toEqual(["FS1156"]);

    const xml = (await check("studies/a/good.md", "studies/a/missing.md", "--format", "junit")).out;
    expect(xml).toMatch(/<testsuites name="foodspec" tests="2" failures="1" errors="0" time="\d+\.\d{3}">/);
    expect(xml).toMatch(/<testsuite name="studies\/a\/missing\.md" tests="1" failures="1"/);
    expect(xml).toMatch(/<testcase name="check" classname="studies\/a\/good\.md" time=/);
  });
  it("has a place for every difference from a lock file", async () => {
    const compile = async (...words: readonly string[]) => place.type(["compile", "studies/a/good.md", ...words]);
    expect((await compile("--record")).status).toBe(0);
    place.write("studies/a/good.md", replaced(document, "components: 2", "components: 1"));
    place.write("studies/a/small.csv", smallCsv({ samples: 28 }));
    const { out, status } = await compile("--locked", "--format", "sarif");
    const differences = logOf(out).results.filter(({ ruleId }) => ruleId === "FS9010");
    expect(status).toBe(9);
    expect(differences.length).toBeGreaterThan(1);
    for (const { locations } of differences) expect(locations.map(uriOf)).toEqual(["studies/a/good.md"]);
  });
});
