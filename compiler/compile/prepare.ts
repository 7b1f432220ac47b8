/** Prepare: a document read, checked and planned, with its inputs; everything that can be known before a block runs. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { registry } from "../../blocks/registry.ts";
import type { Config, Given } from "../../schemas/config.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { kept } from "../diagnostics/kept.ts";
import { type Override, readProtocol } from "../document/parse.ts";
import { primaryOf } from "../document/primary.ts";
import type { Protocol } from "../document/protocol.ts";
import type { SourceFile } from "../document/sources.ts";
import { failingCandidate, studyFindings, studySettings } from "../document/study.ts";
import { type Asked, withAutomatic } from "../plan/automatic.ts";
import { buildGraph, type Graph } from "../plan/graph.ts";
import { inferShapes } from "../plan/infer.ts";
import type { InputFiles } from "../plan/key.ts";
import { withTargets } from "../plan/targets.ts";
import { regulatoryQuorum } from "../seal/quorum.ts";
import { digestOf } from "../store/digest.ts";
import { type OpenStore, openStore } from "../store/open-store.ts";
import { type RegisterFiles, registerFiles } from "../store/register-files.ts";
import type { Store } from "../store/store.ts";
import type { Asking } from "./asked-of.ts";
import { readBlockFiles } from "./block-files.ts";
import { configAt, outputIn } from "./config-at.ts";
import { readInputs, unpinned } from "./inputs.ts";
import { kindFindings } from "./kind-findings.ts";
import { type Looking, lookWith } from "./look.ts";
import { openingBelow } from "./open-source.ts";
import { type CompileOptions, settled } from "./options.ts";
import { keyAndValue, recordedOverrides, typedOverrides } from "./overrides.ts";
import { placed } from "./placed.ts";
import { projectGives, underProject } from "./project-gives.ts";
import { versionFindings } from "./register-findings.ts";
import { rootOf, slashes } from "./root.ts";
import { folderOf, readOrNull, whyUnreadable } from "./unreadable.ts";
import type { World } from "./world.ts";

export interface Prepared {
  /** As people see it: relative to where they stand. */
  readonly shown: string;
  /** As artifacts name it: relative to the root, the same wherever anybody stands. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly root: string;
  readonly store: OpenStore;
  /** What is in the store, each object read once for this document. */
  readonly objects: Store;
  /** Where its runs go. */
  readonly out: string;
  /** True where nobody named that place: no link may stand there. */
  readonly isOutDefault: boolean;
  readonly bytes: Uint8Array | null;
  /** Digest of the document; of its name where it cannot be read. */
  readonly digest: string;
  /** Files that its text takes in, as far as it was read. */
  readonly sources: readonly SourceFile[];
  readonly protocol: Protocol | null;
  readonly graph: Graph | null;
  /** What is known of each block's value before anything runs, by id. */
  readonly shapes: ReadonlyMap<string, unknown>;
  readonly files: InputFiles;
  readonly overrides: readonly Override[];
  /** What the project says for all its documents. */
  readonly config: Config;
  /** What it gave the document, which says it not itself. */
  readonly gave: Given;
  /** Of the file that says it; null where there is none. */
  readonly configDigest: string | null;
  /** Its register, read once and again where it grew. */
  readonly register: RegisterFiles;
  readonly findings: readonly Finding[];
}

/** Reads and checks one document. What is wrong stands in its findings; nothing is written. */
export async function prepare(
  document: string,
  options: CompileOptions,
  world: World,
  looking?: Looking,
): Promise<Prepared> {
  const { disk } = world;
  const typed = resolve(world.cwd, document);
  const shown = shownPath(typed, world.cwd);
  const opened = readOrNull(disk, typed);
  if (opened === null) return unreadable(typed, shown, options, world);
  const { bytes, place: path } = opened;
  const root = rootOf(disk, path);
  const file = slashes(relative(root, path));
  const configured = configAt(disk, root);
  const base = {
    shown,
    file,
    path,
    root,
    ...storeOf(root, world),
    register: registerAt(root, path, file, options, world),
    out: outputOf(typed, options, world, outputIn(configured.config ?? {}, root, path)),
    isOutDefault: options.outputDir === undefined,
    configDigest: configured.sha256,
    bytes,
    digest: digestOf(bytes),
    config: configured.config ?? {},
  };
  const overrides = { ...typedOverrides(options, world.cwd), project: projectGives(base.config, file) };
  const parsed = await readProtocol(bytes, file, registry, overrides, openingBelow(disk, root));
  const { sources } = parsed;
  const told = (found: readonly Finding[]) => placed(kept([...configured.findings, ...found]), file, parsed.protocol);
  const nothing = { graph: null, shapes: new Map(), files: {}, overrides: parsed.overrides, sources };
  if (parsed.protocol === null)
    return { ...base, ...nothing, gave: {}, protocol: null, findings: told(parsed.findings) };
  const held = underProject(parsed.protocol, base.config, parsed.taken);
  const { protocol, graph } = completed(held.protocol, settled(options, base.config));
  const isBlind = looking === "none";
  const inputs = isBlind
    ? { files: {}, findings: unpinned(protocol, {}), isWhole: false }
    : await readInputs(disk, protocol, path, root, parsed.inputs, looking === "headers");
  const own = isBlind ? { files: {}, findings: [] } : readBlockFiles(disk, protocol, path, root);
  const lookAt = (of: Protocol) =>
    inputs.findings.some(isError) ? undefined : lookWith(of, inputs.files, looking, inputs.isWhole);
  const inferred = inferShapes(graph, protocol, lookAt(protocol));
  const isSound = ![...parsed.findings, ...graph.findings, ...inferred.findings].some(isError);
  const isChecking = looking === "headers" && isSound;
  const failing = isChecking ? await failingCandidates(protocol, options, { ...base, overrides, lookAt, world }) : [];
  const asking = { files: { ...inputs.files, ...own.files }, overrides: parsed.overrides, sources };
  return {
    ...base,
    ...(protocol.settings.mode === "regulatory" ? storeOf(root, world, false) : {}),
    protocol,
    graph,
    shapes: inferred.shapes,
    ...asking,
    gave: held.gave,
    findings: told([
      ...kindFindings(registry.all),
      ...held.findings,
      ...parsed.findings,
      ...graph.findings,
      ...inferred.findings,
      ...inputs.findings,
      ...own.findings,
      ...policyFindings(protocol),
      ...ruleFindings(protocol, options),
      ...studyFindings(protocol, inferred.shapes),
      ...failing,
      ...reasonFindings(protocol, parsed.overrides, options),
      ...registerFindings({ ...base, ...asking, protocol }, options),
    ]),
  };
}

/** Each candidate of a study is read as a job of its own will be: what would refuse it then is said before anything runs. */
async function failingCandidates(
  protocol: Protocol,
  options: CompileOptions,
  {
    config,
    root,
    overrides,
    lookAt,
    world,
  }: Pick<Prepared, "config" | "root"> & {
    readonly overrides: ReturnType<typeof typedOverrides>;
    readonly lookAt: (of: Protocol) => ReturnType<typeof lookWith> | undefined;
    readonly world: World;
  },
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const candidate of studySettings(protocol)) {
    const set = [...(overrides.set ?? []), ...candidate.set.map(keyAndValue)];
    const opening = openingBelow(world.disk, root);
    const read = await readProtocol(protocol.bytes, protocol.file, registry, { ...overrides, set }, opening);
    const made =
      read.protocol === null
        ? null
        : completed(underProject(read.protocol, config, read.taken).protocol, settled(options, config));
    const later =
      made === null
        ? []
        : [...made.graph.findings, ...inferShapes(made.graph, made.protocol, lookAt(made.protocol)).findings];
    const worst = [...read.findings, ...later].find(isError);
    if (worst !== undefined) found.push(failingCandidate(protocol, candidate, worst));
  }
  return found;
}

/** The document's blocks with those its mode asks for, and their graph. */
function completed(written: Protocol, options: CompileOptions): { readonly protocol: Protocol; readonly graph: Graph } {
  const order = options.orchestratorMode ?? "two_lane_strict";
  const first = buildGraph(written.blocks, order);
  const whole = withAutomatic(written.blocks, first, registry.kinds, askedOf(written, options));
  const blocks = withTargets(whole, whole === written.blocks ? first : buildGraph(whole, order), registry.targets);
  if (blocks.length === written.blocks.length && blocks.every((one, i) => one === written.blocks[i]))
    return { protocol: written, graph: first };
  return { protocol: { ...written, blocks }, graph: buildGraph(blocks, order) };
}

/** Which blocks are added where they are missing, and who asks for them. Monitoring brings what it needs with its predictor. */
function askedOf(protocol: Protocol, { trust }: CompileOptions): Asked {
  const { mode, qc_policy } = protocol.settings;
  const isRegulatory = mode === "regulatory";
  const blocks = mode === "research" && registry.policy.isRequired(mode, qc_policy);
  return {
    advice: mode === "research" && !blocks ? "research mode gives" : null,
    gates: isRegulatory ? "regulatory mode requires" : blocks ? "`qc_policy: {required: true}` asks for" : null,
    trust: isRegulatory ? "regulatory mode requires" : trust === true ? "`--trust` asks for" : null,
    primary: blockOf(primaryOf(protocol), protocol),
  };
}

/** The block that is written for it: `pls` for `pls.fat`. */
const blockOf = (primary: string | null, { blocks }: Protocol): string | null =>
  blocks.find(({ id }) => id === primary || primary?.startsWith(`${id}.`) === true)?.id ?? primary;

/** Whether a gate that did not pass stops what descends from what it judged. */
export const doGatesBlock = ({ settings }: Protocol, { qcOverride }: CompileOptions): boolean =>
  registry.policy.isRequired(settings.mode, settings.qc_policy) && qcOverride === undefined;

/** What is wrong with the thresholds the front matter chose. */
function policyFindings(protocol: Protocol): readonly Finding[] {
  const { mode, qc_policy } = protocol.settings;
  const targets = protocol.blocks.flatMap(({ kind, options }) => kind.targetNames?.(options) ?? []);
  return registry.policy
    .findings(mode, qc_policy, [...new Set(targets)])
    .map(({ code, facts, option = [] }) => finding(code, protocol.frontMatterAt(option), facts, { pointer: option }));
}

/** What the mode asks of the document as a whole, and of the command line. */
function ruleFindings(protocol: Protocol, { trust, qcOverride }: CompileOptions): readonly Finding[] {
  const { mode } = protocol.settings;
  const models = protocol.blocks.filter(({ kind }) => kind.gives === "model").map(({ id }) => id);
  const found: Finding[] = [];
  if (mode !== "research" && qcOverride !== undefined)
    found.push(finding("FS1151", null, { mode }, { pointer: ["mode"] }));
  if (mode === "regulatory" && models.length === 0)
    found.push(finding("FS2620", protocol.frontMatterAt(["mode"]), {}, { pointer: ["mode"] }));
  if (mode === "regulatory") found.push(...signatureFindings(protocol));
  if (mode !== "regulatory" && trust === true && primaryOf(protocol) === null) {
    const problem = models.length === 0 ? "has no model" : `does not say which of ${models.join(", ")} that is`;
    found.push(finding("FS1150", null, { problem, first: models[0] ?? null }));
  }
  return found;
}

/**
 * FS1010: what is typed for a regulatory run is typed for a reason. A run that only looks at what another gives tells that one's, and
 * what a candidate of a study sets is explained by the study.
 */
function reasonFindings(
  { settings }: Protocol,
  overrides: readonly Override[],
  options: CompileOptions,
): readonly Finding[] {
  const { register } = options;
  if (settings.mode !== "regulatory" || register === false || register?.isOfStudy === true) return [];
  if ((options.reason?.trim().length ?? 0) >= 10) return [];
  const fields = recordedOverrides({ overrides }, options).map(({ key }) => key);
  return fields.length === 0 ? [] : [finding("FS1010", null, { fields })];
}

/** FS2544: what a regulatory run must be signed by is not for its document to lower. */
function signatureFindings({ frontMatter, frontMatterAt }: Protocol): readonly Finding[] {
  const written = frontMatter.signatures ?? {};
  return (["author", "reviewer", "approver"] as const).flatMap((role) => {
    const [count, least] = [written[role] ?? regulatoryQuorum[role], regulatoryQuorum[role]];
    const at = ["signatures", role];
    return count < least ? [finding("FS2544", frontMatterAt(at), { role, count, least }, { pointer: at })] : [];
  });
}

/** FS2542, FS2543, as far as the register can be read: a run that is entered says where it cannot. */
function registerFindings(prepared: Asking & Pick<Prepared, "register">, options: CompileOptions): readonly Finding[] {
  if (prepared.protocol.settings.mode !== "regulatory" || options.register === false) return [];
  try {
    return versionFindings(prepared.register.read(), prepared, options);
  } catch {
    return [];
  }
}

function storeOf(root: string, world: World, isShared = true): Pick<Prepared, "store" | "objects"> {
  const store = openStore(root, storeOutside(world), isShared);
  return { store, objects: store.objects };
}

/** What a store may see of the World. */
export const storeOutside = ({ disk, env, machine }: World) => ({ disk, env, tracked: machine.tracked });

function unreadable(path: string, shown: string, options: CompileOptions, world: World): Prepared {
  return {
    shown,
    file: basename(path),
    path,
    root: dirname(path),
    ...storeOf(dirname(path), world),
    register: registerAt(dirname(path), path, basename(path), options, world),
    out: outputOf(path, options, world),
    isOutDefault: options.outputDir === undefined,
    configDigest: null,
    bytes: null,
    config: {},
    gave: {},
    digest: digestOf(basename(path)),
    sources: [],
    protocol: null,
    graph: null,
    shapes: new Map(),
    files: {},
    overrides: [],
    findings: placed([whyUnreadable(world.disk, path, shown)], basename(path), null),
  };
}

/** Beside the document, or in the folder that the options name. */
function registerAt(
  root: string,
  path: string,
  file: string,
  { register }: CompileOptions,
  { disk, env }: World,
): RegisterFiles {
  if (register === undefined || register === false) return registerFiles(disk, env, root, path, file);
  return registerFiles(disk, env, register.root, join(register.root, file), file);
}

const outputOf = (path: string, options: CompileOptions, world: World, configured: string | null = null): string =>
  options.outputDir === undefined
    ? (configured ?? resolve(folderOf(world.disk, path), "runs"))
    : resolve(world.cwd, options.outputDir);

/** Relative to the working directory; only the name where that would climb. */
function shownPath(path: string, cwd: string): string {
  const way = slashes(relative(cwd, path));
  return way === "" || way.startsWith("../") ? basename(path) : way;
}
