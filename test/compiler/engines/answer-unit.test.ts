/** A unit is done by whoever has its key and the store, and leaves there what its compile would have had of it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { answerUnit } from "../../../compiler/engines/answer-unit.ts";
import { failureLeft } from "../../../compiler/run/failure.ts";
import { layPreimage } from "../../../compiler/run/unit-objects.ts";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { apart } from "../../fixtures/own-process.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const places: Project[] = [];
afterAll(() => {
  for (const place of places) place.remove();
});
const opened = (files: { readonly [path: string]: string }): Project => {
  const place = project(files);
  places.push(place);
  return place;
};

const csv = smallCsv();
const good = { "small.csv": csv, "protocol.md": smallProtocol() };
/** The third spectrum is constant. */
const constant = csv
  .split("\n")
  .map((line, i) =>
    i === 3
      ? line
          .split(",")
          .map((cell, j) => (j < 5 ? cell : "0.5"))
          .join(",")
      : line,
  )
  .join("\n");
const refused = { "small.csv": constant, "protocol.md": smallProtocol({ steps: "  - snv\n" }) };

/** What the log says, without its times. */
const logOf = (place: Project, run: string) =>
  place
    .read(`runs/${run}/logs/run.jsonl`)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ level, block, event, result }) => ({ level, block, event, result }));

describe("a compile", () => {
  it("has the bytes of its input files among the objects of the store", async () => {
    const place = opened(good);
    expect((await place.compile()).exitCode).toBe(0);
    const hex = hexOf(digestOf(csv));
    expect(readdirSync(join(place.folder, ".foodspec/objects", hex.slice(0, 2)))).toContain(hex.slice(2));
  });
});

describe("units in processes of their own", () => {
  it("come to the run that one process comes to", { tags: "slow" }, async () => {
    const [here, there] = [opened(good), opened(good)];
    const told: { readonly failure?: unknown }[] = [];
    expect((await here.compile()).exitCode).toBe(0);
    const result = await there.compile({ jobs: 2 }, {}, undefined, { workers: apart(there.folder, told) });
    expect(result.exitCode, JSON.stringify(result.documents[0].findings)).toBe(0);
    expect(told.map(({ failure }) => failure)).toEqual(told.map(() => null));
    expect(told.length).toBe(here.manifest().blocks.length);
    expect(there.manifest().content_digest).toBe(here.manifest().content_digest);
    expect(logOf(there, "latest")).toEqual(logOf(here, "latest"));
  });

  it("that refuse leave the same finding at the same place, and the same log", async () => {
    const [here, there] = [opened(refused), opened(refused)];
    const told: { readonly failure?: { readonly refused?: readonly { readonly code: string }[] } | null }[] = [];
    const [own, other] = [
      await here.compile({}),
      await there.compile({}, {}, undefined, { workers: apart(there.folder, told) }),
    ];
    expect(told.at(1)?.failure?.refused?.[0].code).toBe(
      own.documents[0].findings.find(({ block }) => block === "prep")?.code,
    );
    expect(other.exitCode).toBe(own.exitCode);
    expect(other.exitCode).toBeGreaterThan(0);
    expect(other.documents[0].findings).toEqual(own.documents[0].findings);
    const [run] = there.runs();
    expect(logOf(there, run)).toEqual(logOf(here, here.runs()[0]));
  });
});

describe("a unit that cannot be done", () => {
  const { kinds, methods } = registry;
  const answering = { kinds, methods, implementations: {}, breathe: async () => undefined };
  const preimage = {
    schema_version: 1 as const,
    kind: "data",
    implementation: digestOf("another build"),
    methods: {},
    options: {},
    settings: {},
    inputs: [],
    files: {},
  };

  it.each<[string, (store: ReturnType<typeof memoryStore>) => string, RegExp]>([
    ["whose pre-image is not there", () => digestOf("nothing"), /holds no pre-image/],
    [
      "whose pre-image is another's",
      (store) => {
        store.leave(`pre-image of ${digestOf("mine")}`, preimage);
        return digestOf("mine");
      },
      /holds no pre-image/,
    ],
    ["of another build", (store) => layPreimage(store, preimage), /another build/],
  ])("%s leaves a failure that says so", async (_, lay, says) => {
    const store = memoryStore();
    const key = lay(store);
    const failure = await answerUnit(key, { ...answering, store });
    expect(failure).toMatchObject({ bug: expect.stringMatching(says) });
    expect(failureLeft(store, key)).toEqual({ failure, events: [] });
  });

  it("whose input file is not an object names the file", async () => {
    const store = memoryStore();
    const named = { ...preimage, files: { meat: [{ path: "meat.csv", sha256: digestOf("meat") }] } };
    const implementations = { "kind:data": preimage.implementation };
    expect(await answerUnit(layPreimage(store, named), { ...answering, implementations, store })).toMatchObject({
      bug: expect.stringContaining("does not hold meat.csv of the input meat"),
    });
  });
});
