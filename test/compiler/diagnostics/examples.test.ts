/** Examples of `explain`: what is wrong is told this code, what is right is not. */
import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../../compiler/cli/commands.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import type { Example, Piece, Reading, Table, Typed, Whole } from "../../../compiler/diagnostics/examples/example.ts";
import { examples } from "../../../compiler/diagnostics/examples.ts";
import { baseDocuments, filesBeside, withDigest } from "../../fixtures/example-documents.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";

let place: Place | null = null;
afterEach(() => place?.remove());

/** What `check` finds in a document. */
async function checked(files: ReturnType<typeof filesBeside>): Promise<readonly string[]> {
  place = inMemory(files);
  const { findings } = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers");
  return findings.map(({ code }) => code);
}

/** What a compile finds. */
async function compiled(files: ReturnType<typeof filesBeside>): Promise<readonly string[]> {
  place = inMemory(files);
  const { documents } = await place.compile();
  return documents.flatMap(({ findings }) => findings.map(({ code }) => code));
}

/** What a compile of a data block finds in a table. */
function computed({ beside: others, ending }: Table, { options, file }: Reading): Promise<readonly string[]> {
  const names = Object.keys(others);
  const inputs = [`meat: {path: meat${ending}}`, ...names.map((name) => `${name}: {path: ${name}.csv}`)].join(", ");
  const given = [
    "input: meat",
    ...(/^axis:/m.test(options) ? [] : ["axis: {unit: nm}"]),
    ...(/^layout:/m.test(options) || ending !== ".csv" ? [] : ["layout: wide"]),
    options,
  ];
  return compiled({
    [`meat${ending}`]: file,
    ...Object.fromEntries(names.map((name) => [`${name}.csv`, others[name]])),
    "protocol.md": `---\ntitle: T\ninputs: {${inputs}}\n---\n\n\`\`\`foodspec data\n${given.join("\n")}\n\`\`\`\n`,
  });
}

/** What a command prints. */
async function commanded({ in: { of, at, stands } }: Typed, words: string): Promise<readonly string[]> {
  place = inMemory({ ...filesBeside(of), "protocol.md": replaced(of, at, stands) });
  const { err } = await place.type(words.split(" ").map((word) => word.replace(/^'(.*)'$/, "$1")));
  return [...err.matchAll(/\[(FS\d{4})\]/g)].map(([, code]) => code);
}

function replaced(of: Piece["of"], at: string, by: string): string {
  expect(baseDocuments[of]).toContain(at);
  return withDigest(
    of,
    baseDocuments[of].replace(at, () => by),
  );
}

type Run = Exclude<Example, { readonly sort: "words" }>;
const told: {
  readonly [sort in Run["sort"]]: (example: never, which: "wrong" | "right") => Promise<readonly string[]>;
} = {
  piece: ({ of, at, isRun, ...both }: Piece, which) =>
    (isRun ? compiled : checked)({ ...filesBeside(of), "protocol.md": replaced(of, at, both[which]) }),
  whole: (both: Whole, which) => checked({ ...filesBeside("meat"), "protocol.md": both[which] }),
  table: (both: Table, which) => computed(both, both[which]),
  typed: (both: Typed, which) => commanded(both, both[which]),
};

const run = Object.entries(examples).filter(([, { sort }]) => sort !== "words");
const isChecked = ({ sort, ...example }: Example) => sort === "whole" || (sort === "piece" && !("isRun" in example));

async function expectTold(code: string, example: Example) {
  const codes = told[example.sort as Run["sort"]];
  expect(await codes(example as never, "wrong")).toContain(code);
  expect(await codes(example as never, "right")).not.toContain(code);
}

describe("the example of", () => {
  it.each(run.filter(([, example]) => isChecked(example)))("%s", expectTold);
  it.each(run.filter(([, example]) => !isChecked(example)))("%s", { tags: "slow" }, expectTold);
});

/** Commands that a situation in words names. */
const named = Object.entries(examples).flatMap(([code, example]) =>
  example.sort !== "words"
    ? []
    : [...`${example.wrong} ${example.right}`.matchAll(/`foodspec ([^`]+)`/g)].map(
        ([, typed]) => [code, typed] as const,
      ),
);

it.each(named)("%s names a command that there is: foodspec %s", (_, typed) => {
  const [name, ...words] = typed.split(" ");
  const options = commands.find((one) => one.name === name)?.options.map(({ flags }) => flags.split(/[ ,]+/));
  expect(options, name).toBeDefined();
  for (const word of words.filter((one) => one.startsWith("-")))
    expect([...(options ?? []).flat(), "--help"], name).toContain(word.split("=")[0]);
});

it("every code has one", () => {
  expect([...catalogue.keys()].filter((code) => !Object.hasOwn(examples, code))).toEqual([]);
  expect(Object.keys(examples).filter((code) => !catalogue.has(code))).toEqual([]);
});
