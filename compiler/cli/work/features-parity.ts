/** `foodspec features parity`: whether a feature server gives what the spectra of a run had. */
import { resolve } from "node:path";
import { counted } from "../../../blocks/contract/number-text.ts";
import type { ParityReport } from "../../../schemas/parity.ts";
import { diskWords } from "../../compile/disk-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { visible } from "../../diagnostics/visible.ts";
import { addressProblem } from "../../exchange/address.ts";
import { parityOf } from "../../exchange/features/parity.ts";
import { trainedViews } from "../../exchange/features/trained.ts";
import { askedPatiently, NotSent, type Wire } from "../../exchange/request.ts";
import { manifestOf } from "../../verify/run-folder.ts";
import { sayFindings } from "./say-findings.ts";
import { runFolderAt, runNamed } from "./target.ts";
import { fetchWire } from "./wire.ts";

export interface ParityOptions {
  readonly target: string;
  readonly server?: string;
  readonly rows?: number;
  readonly tolerance?: number;
}

const reportName = "parity_report.json";
const [usualRows, usualTolerance] = [200, 0.01];

/** 0; 1 where a value differs or too many are missing; 8 where the server gives no answer. */
export async function parityCommand(
  { target, server, rows = usualRows, tolerance = usualTolerance }: ParityOptions,
  world: World,
  wire: Wire = fetchWire(world.signal),
): Promise<number> {
  if (server === undefined)
    return sayFindings(
      [finding("FS1104", null, { problem: "`--server URL` is missing", usage: "foodspec features --help" })],
      world,
    );
  const named = runNamed(target, world);
  if (typeof named !== "string") return sayFindings([named], world);
  const folder = runFolderAt(named, world);
  if ("code" in folder) return sayFindings([folder], world);
  const manifest = manifestOf(folder);
  if (manifest === null)
    return sayFindings([finding("FS9110", null, { name: named, problem: "its manifest cannot be read" })], world);
  const trained = trainedViews(folder, manifest, rows);
  if ("code" in trained) return sayFindings([trained], world);
  const address = addressOf(server);
  const problem = addressProblem(server, world.env) ?? (address === null ? "a user or password stands in it" : null);
  const unanswered = (words: string): number =>
    sayFindings([finding("FS8405", null, { server: address ?? "the server that is named", problem: words })], world);
  if (problem !== null || address === null) return unanswered(problem ?? "it is no address");
  try {
    const found = await parityOf(trained, (body) => asked(address, body, wire, world));
    const { run_id, content_digest } = manifest;
    const report: ParityReport = { schema_version: 1, server: address, run_id, content_digest, ...found, tolerance };
    return told(report, world);
  } catch (error) {
    if (error instanceof NotSent) return unanswered(error.message);
    throw error;
  }
}

const asked = (address: string, body: string, wire: Wire, { pause }: World): Promise<string> =>
  askedPatiently(
    refusing(wire),
    {
      method: "POST",
      url: `${address}/get-online-features`,
      headers: { accept: "application/json", "content-type": "application/json" },
      body,
    },
    pause,
  );

/** Feast says with 500, and in words as a text of JSON, also what it will say each time. */
const refusing =
  (wire: Wire): Wire =>
  async (request) => {
    const answer = await wire(request);
    return answer.status === 500 && answer.text.startsWith('"') ? { ...answer, status: 400 } : answer;
  };

/** Without the last slash; null where it has a user or password in it, which would stand in reports. */
function addressOf(server: string): string | null {
  if (!URL.canParse(server)) return null;
  const { username, password, origin, pathname } = new URL(server);
  return username === "" && password === "" ? `${origin}${pathname.replace(/\/+$/, "")}` : null;
}

function told(report: ParityReport, world: World): number {
  try {
    world.disk.write(resolve(world.cwd, reportName), `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    return sayFindings([finding("FS9144", null, { path: reportName, problem: diskWords(error) })], world);
  }
  const { counts, rows, differing, left_out, tolerance } = report;
  const words = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  world.out(`${counted(rows, "spectrum", "spectra")}: ${words.join(", ")}\n`);
  for (const one of differing)
    world.out(
      `${visible(`${one.view}.${one.column} of ${one.entity}, ${one.trained_time ?? "no row"}: ${one.trained === "" ? "nothing" : one.trained} in training, ${one.served ?? "nothing"} served`)}\n`,
    );
  if (left_out.length > 0) world.err(`not served, and no features: ${left_out.join(", ")}\n`);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return counts.different > 0 || counts.missing > tolerance * all ? 1 : 0;
}
