/** Register: what the register of a document says of a run, against what the run says of itself and of those before it. */
import { isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import {
  type Chain,
  type ChainLine,
  countsOf,
  outcomeOf,
  readChain,
  startedIn,
  upTo,
  withOne,
} from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import { asError, type Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { contradiction, otherwise } from "./differ.ts";
import type { RunFolder } from "./run-folder.ts";

export interface RegisterLooked {
  readonly says: string;
  readonly findings: readonly Finding[];
}

/** Null with the reason where there is nothing to look at. */
export function registerLooked(folder: RunFolder, manifest: Manifest): RegisterLooked | { readonly open: string } {
  const { register, mode, success } = manifest;
  if (register === undefined) {
    const problem = "does not say which run of its protocol it is, as each regulatory run that ended with 0 does";
    return mode === "regulatory" && success
      ? { says: "the run's place in the register", findings: [contradiction("manifest.json", problem)] }
      : { open: "the run says nothing of a register" };
  }
  if (register.file === null) return { open: "the run stands in the state folder of who made it only" };
  const text = folder.register?.(register.file) ?? null;
  if (text === null) return { open: `${register.file} is not to be found from here` };
  const chain = readChain(text, digestOf);
  const digest = digestOf(folder.read("manifest.json") ?? new Uint8Array());
  const says = `run ${register.number}: its lines in ${register.file}, and all older ones`;
  return { says, findings: findingsOf(chain, digest, manifest, register) };
}

type Register = NonNullable<Manifest["register"]>;

function findingsOf(chain: Chain, digest: string, manifest: Manifest, register: Register): readonly Finding[] {
  const path = register.file ?? "";
  const ends = chain.lines.filter(({ event, value }) => event === "ended" && value.run_id === manifest.run_id);
  const end = ends.find(({ value }) => value.manifest === digest);
  if (end === undefined) {
    const problem =
      ends.length === 0
        ? `has no line that says how ${manifest.run_id} ended`
        : `says that the manifest of ${manifest.run_id} is another one: ${ends[0].value.manifest}`;
    return [contradiction(path, problem)];
  }
  const start = chain.lines.find(({ event, run }) => event === "started" && run === end.run);
  if (start === undefined) return [contradiction(path, `has no line that says when ${manifest.run_id} began`)];
  return [
    ...endFindings(path, end, manifest),
    ...startFindings(path, start, manifest),
    ...placeFindings(chain, start, manifest, register),
  ];
}

function endFindings(path: string, { value }: ChainLine, { exit_code, content_digest, gates }: Manifest): Finding[] {
  const told = gates.map(({ gate, status }) => ({ gate, status }));
  return unequal(path, "the end of the run", [
    ["exit_code", value.exit_code, exit_code],
    ["content_digest", value.content_digest, content_digest],
    ["gates", value.gates, told],
  ]);
}

/** Where the line names what was asked by its digest, an older one holds it: its digests are looked at there. */
function startFindings(path: string, { value }: ChainLine, { protocol_hash, mode }: Manifest): Finding[] {
  const asked = value.asked;
  if (!isRecord(asked) || !isRecord(asked.protocol)) return [];
  return unequal(path, "the start of the run", [
    ["asked.protocol.sha256", asked.protocol.sha256, protocol_hash],
    ["asked.mode", asked.mode ?? "research", mode],
  ]);
}

/** Number, counts and freeze follow from the lines before the run's start; none of these may follow a line that is gone. */
function placeFindings(chain: Chain, start: ChainLine, manifest: Manifest, register: Register): Finding[] {
  const older = upTo(chain, start.previous);
  const lost = [...new Set([start, ...older].flatMap(({ previous }) => previous))].filter((one) => !chain.by.has(one));
  const counts = withOne(countsOf(older), outcomeOf(manifest.exit_code));
  const frozen = older.filter(({ event }) => event === "frozen");
  const found: Finding[] = [];
  const say = (pointer: string, said: unknown, again: unknown) => {
    if (JSON.stringify(said) !== JSON.stringify(again))
      found.push(otherwise("manifest.json", `/register/${pointer}`, said, again));
  };
  say("number", register.number, startedIn(older) + 1);
  say("previous", [...register.previous].sort(), [...start.previous].sort());
  for (const outcome of ["success", "failed", "cancelled", "interrupted"] as const)
    say(`counts/${outcome}`, register.counts[outcome], counts[outcome]);
  const line = frozen.find(
    ({ value }) => value.criteria === register.frozen?.criteria && value.time === register.frozen?.time,
  );
  if (register.frozen === null ? frozen.length > 0 : line === undefined)
    found.push(contradiction("manifest.json", "says otherwise when its criteria were frozen than the register does"));
  if (line !== undefined)
    say("frozen/runs_before", register.frozen?.runs_before, startedIn(upTo(chain, line.previous)));
  const gap = { path: register.file, count: lost.length, first: lost[0] ?? null, document: null };
  return lost.length === 0 ? found : [...found, asError(finding("FS9602", null, gap))];
}

function unequal(path: string, what: string, pairs: readonly (readonly [string, unknown, unknown])[]): Finding[] {
  return pairs.flatMap(([field, said, own]) =>
    JSON.stringify(said) === JSON.stringify(own)
      ? []
      : [
          contradiction(
            path,
            `says ${JSON.stringify(said)} as ${field} of ${what}, and the run says ${JSON.stringify(own)}`,
          ),
        ],
  );
}
