/** Self-test: a small protocol is run here, and its numbers are held against those that programs of others come to. */
import { join, resolve } from "node:path";
import { parsed } from "../../../schemas/asked.ts";
import { own } from "../../../schemas/dictionary.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import { expectedSchema, type Qualification, qualificationSchema } from "../../../schemas/qualification.ts";
import { worldApart } from "../../compile/apart.ts";
import { isoTime } from "../../compile/clock.ts";
import { compileDocuments } from "../../compile/compile.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { assetsOn, buildInfo } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { jsonText } from "../../store/json-text.ts";
import { openedKey } from "./opened-key.ts";

export interface SelfTestOptions {
  /** File for qualification.json. */
  readonly output?: string;
  readonly key?: string;
  readonly passphraseFd?: number;
}

/** 0 where every number came out, else 9. */
export async function selfTest(options: SelfTestOptions, world: World): Promise<number> {
  const { output, key, passphraseFd } = options;
  if (key !== undefined && output === undefined)
    return refuse(finding("FS1197", null, { option: "--key", needs: "-o" }), world);
  const signer = key === undefined ? null : await openedKey({ key, passphraseFd }, world);
  if (signer !== null && "code" in signer) return refuse(signer, world);
  const found = await qualified(world);
  for (const { id, expected, found: made, pass } of found.tests)
    world.out(`${pass ? "ok" : "NO"}  ${id}: ${made ?? "nothing"}${pass ? "" : `, and ${expected} is expected`}\n`);
  const failed = found.tests.filter(({ pass }) => !pass).length;
  const written = jsonText(found);
  if (output !== undefined) {
    const { enveloped } = await import("../../seal/dsse.ts");
    const { statementType, subjectOf } = await import("../../seal/statement.ts");
    const statement = {
      _type: statementType,
      subject: [subjectOf("qualification.json", written)],
      predicateType: "urn:foodspec:qualification:v1",
      predicate: found,
    };
    try {
      world.disk.write(resolve(world.cwd, output), written);
      if (signer !== null) world.disk.write(resolve(world.cwd, `${output}.dsse`), enveloped(statement, signer));
    } catch (error) {
      return refuse(finding("FS9004", null, { path: output, problem: diskWords(error) }), world);
    }
  }
  const count = `${found.tests.length - failed} of ${found.tests.length} numbers as expected (${found.expected_by})`;
  world.out(`${failed === 0 ? "qualified" : "NOT QUALIFIED"}  ${count}\n`);
  return failed === 0 ? 0 : 9;
}

function refuse(found: Finding, { err, colour }: World): number {
  err(text([found], noSources, { colour }));
  return found.exit;
}

/** Runs the protocol in memory: nothing is left behind, and nothing stored is used. */
async function qualified(world: World): Promise<Qualification> {
  const assets = assetsOn(world.disk);
  const expected = parsed(expectedSchema, JSON.parse(assets.text("self-test/expected.json")));
  const apart = worldApart(world, world.printer);
  for (const name of ["protocol.md", "spectra.csv"])
    apart.disk.write(join(apart.cwd, name), assets.text(`self-test/${name}`));
  const { documents } = await compileDocuments({ documents: ["protocol.md"] }, apart, () => undefined);
  const run = documents[0].folder;
  const tests = expected.tests.map(({ id, artifact, pointer, expected: wanted, tolerance }) => {
    const made = run === null ? null : numberAt(apart, resolve(apart.cwd, run, artifact), pointer.slice(1).split("/"));
    const pass = made !== null && Math.abs(made - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    return { id, expected: wanted, found: made, tolerance, pass };
  });
  const build = buildInfo(world.disk);
  return parsed(qualificationSchema, {
    schema_version: 1,
    program: build.program(),
    foodspec_version: build.version,
    node: world.machine.node,
    os: world.machine.os,
    time: isoTime(world.now()),
    who: world.machine.who(world.cwd),
    expected_by: expected.made_by,
    tests,
  });
}

/** A number of a file: of JSON by its path, of CSV by row and column, of a matrix (npy) by row and column. Null where there is none. */
function numberAt({ disk }: World, path: string, keys: readonly string[]): number | null {
  if (disk.stands(path) === null) return null;
  const bytes = disk.read(path);
  if (path.endsWith(".npy")) return inMatrix(bytes, keys);
  const words = new TextDecoder().decode(bytes);
  if (path.endsWith(".csv")) return inTable(words, keys);
  let value: unknown = JSON.parse(words);
  for (const key of keys)
    value = Array.isArray(value) ? value[Number(key)] : isRecord(value) ? own(value, key) : undefined;
  return typeof value === "number" ? value : null;
}

function inTable(words: string, [row, column]: readonly string[]): number | null {
  const [head, ...lines] = words.split("\n").map((line) => line.split(","));
  const cell = lines[Number(row)]?.[head.indexOf(column)];
  return cell === undefined || cell === "" ? null : Number(cell);
}

/** @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0 */
function inMatrix(bytes: Uint8Array, [row, column]: readonly string[]): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = 10 + view.getUint16(8, true);
  const [, columns] = /'shape': \(\d+, (\d+)\)/.exec(new TextDecoder("latin1").decode(bytes.subarray(0, from))) ?? [];
  const at = from + 8 * (Number(row) * Number(columns) + Number(column));
  return at + 8 <= bytes.length ? view.getFloat64(at, true) : null;
}
