/** The package as programs meet it: its types are those of its entry, and a program that misuses it does not compile. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as entry from "../../compiler/cli/api.ts";
import type * as shipped from "../../compiler/cli/index.d.ts";
import { root } from "./sources.ts";

/** Fails to compile unless each can stand for the other. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const same: readonly true[] = [
  true satisfies Same<typeof entry.compile, typeof shipped.compile>,
  true satisfies Same<entry.CompileOptions, shipped.CompileOptions>,
  true satisfies Same<keyof entry.CompileOptions, keyof shipped.CompileOptions>,
  true satisfies Same<entry.DocumentResult, shipped.DocumentResult>,
  true satisfies Same<entry.RunResult, shipped.RunResult>,
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-consumer-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/foodspec"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const used = `import { compile, type Finding } from "foodspec";
const { exitCode, documents } = await compile({ documents: ["protocol.md"], jobs: 2 });
const codes: readonly string[] = documents.flatMap(({ findings }) => findings.map(({ code }: Finding) => code));
const first: number | undefined = documents[0]?.findings[0]?.position?.line;
export { exitCode, codes, first };
`;
const misuses: readonly (readonly [string, string, string])[] = [
  ["an option that there is not", 'await compile({ documents: ["a.md"], job: 2 });', "'job' does not exist"],
  ["no documents", "await compile({});", "'documents' is missing"],
  [
    "an order there is not",
    'await compile({ documents: [], orchestratorMode: "fast" });',
    "Type '\"fast\"' is not assignable",
  ],
  [
    "a result as text",
    "const a: string = (await compile({ documents: [] })).exitCode;",
    "not assignable to type 'string'",
  ],
];

/** What TypeScript says of each program that uses the package, by its file, nothing of the project's own settings about it. */
function checked(programs: readonly string[]): readonly string[] {
  const files = programs.map((_, k) => `consumer${k}.ts`);
  programs.forEach((program, k) => {
    writeFileSync(join(folder, files[k]), program);
  });
  const words = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--types",
    "",
    "--pretty",
    "false",
  ];
  const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), [...words, ...files], {
    cwd: folder,
    encoding: "utf8",
  });
  // What a file is blamed for begins with its name; lines that go on with it are indented.
  const said = stdout.split(/\n(?=\S)/);
  expect(said.filter((one) => one.trim() !== "" && !files.some((file) => one.startsWith(file)))).toEqual([]);
  return files.map((file) => said.filter((one) => one.startsWith(file)).join("\n"));
}

describe("the types of the package", () => {
  let said: readonly string[];
  beforeAll(() => {
    said = checked([used, ...misuses.map(([, use]) => `import { compile } from "foodspec";\n${use}\nexport {};\n`)]);
  });
  it("are those of its entry, in both directions", () => expect(same.every(Boolean)).toBe(true));
  it("are what the build lays beside it", () => {
    const read = (path: string) => readFileSync(join(root, path), "utf8");
    expect(read("dist/index.d.ts")).toBe(read("compiler/cli/index.d.ts"));
  });
  it("let a program compile that uses it as documented", () => expect(said[0]).toBe(""));
  it.each(misuses.map((misuse, k) => [...misuse, k + 1] as const))("refuse %s", (_, __, says, k) => {
    expect(said[k]).toContain(says);
  });
});
