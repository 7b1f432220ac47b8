/** Laid apart: a run's document with its sources and inputs, in a World of its own, as they lay when it was compiled. */
import { basename, dirname, join, normalize, resolve } from "node:path";
import type { Manifest } from "../../schemas/manifest.ts";
import { configName } from "../document/config.ts";
import type { Disk } from "../store/disk.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { worldApart } from "./apart.ts";
import type { InputOfRun } from "./inputs-of-run.ts";
import type { CompileOptions } from "./options.ts";
import type { World } from "./world.ts";

const root = resolve("/apart");

/**
 * An empty store and nothing of this machine but the program. What is taken from the manifest (what was typed, names of files) enters
 * the content digest again, so that a lie about it shows.
 *
 * @param inputs every file the run read
 * @param printer stands for a browser that printed, or did not
 */
export function laidApart(
  run: RunFolder,
  manifest: Manifest,
  inputs: readonly InputOfRun[],
  printer: World["printer"],
  world: World,
): { readonly apart: World; readonly options: CompileOptions; readonly document: string } {
  const apart = worldApart(world, printer);
  const document = join(root, manifest.protocol_file);
  const overridden = laid(apart.disk, dirname(document), manifest, inputs);
  const sources = manifest.sources ?? [];
  for (const { path } of sources) {
    const bytes = run.read(`sources/${path}`);
    // A manifest that climbs out of the root names a file that the document cannot take in either.
    if (bytes !== null && !path.split("/").includes("..")) apart.disk.write(join(root, path), bytes);
  }
  // What the project gave, and nothing else of it: the run tells of no more.
  const gave = manifest.config?.gave;
  if (gave !== undefined) apart.disk.write(join(root, configName), JSON.stringify(gave));
  // A document below its root, or with sources beside its folder, is told by the root's mark.
  if (dirname(document) !== root || sources.length > 0) apart.disk.makeFolder(join(root, ".git"));
  apart.disk.write(document, run.read("protocol.md") ?? new Uint8Array());
  return { apart, document, options: { ...optionsOf(manifest, overridden), documents: [document] } };
}

/** Puts the inputs where the document names them; what was given on the command line, by name, where it can be given again. */
function laid(disk: Disk, folder: string, { cli_overrides }: Manifest, inputs: readonly InputOfRun[]) {
  const given: string[] = [];
  for (const [i, { name, path, bytes }] of inputs.entries()) {
    const typed = cli_overrides.find(({ key }) => key === `inputs.${name}`);
    if (typed === undefined) disk.write(normalize(join(folder, path)), bytes);
    else {
      const place = join(resolve("/given"), String(i), basename(String(typed.override)));
      disk.write(place, bytes);
      given.push(`${name}=${place}`);
    }
  }
  return given;
}

/** What was typed, as it can be typed again. */
function optionsOf({ cli_overrides, orchestrator_mode, command }: Manifest, inputs: readonly string[]) {
  const said = (word: string): boolean => command.split(" ").includes(word);
  const set = cli_overrides.filter(({ key }) => !/^(trust|qc_override|inputs\..*)$/.test(key));
  const reason = cli_overrides.find(({ key, reason }) => key !== "qc_override" && reason !== null)?.reason;
  const gates = cli_overrides.find(({ key }) => key === "qc_override");
  return {
    set: set.map(({ key, override }) => `${key}=${JSON.stringify(override)}`),
    inputs,
    ...(cli_overrides.some(({ key }) => key === "trust") ? { trust: true } : {}),
    ...(reason === undefined || reason === null ? {} : { reason }),
    ...(gates === undefined ? {} : { qcOverride: gates.reason ?? "" }),
    orchestratorMode: orchestrator_mode === "document_order" ? orchestrator_mode : "two_lane_strict",
    strict: said("--strict"),
    pdf: said("--pdf"),
    register: false,
  } satisfies Omit<CompileOptions, "documents">;
}
