/** `foodspec features`: looks at feature views, takes them from a registry, and compares a run with a feature server. */
import { flow } from "../../../blocks/data/inspect/written.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { importedViews } from "../../exchange/features/registry-dump.ts";
import { filesRead } from "../files-read.ts";
import { checkFeatures } from "./features-check.ts";
import { parityCommand } from "./features-parity.ts";
import { sayFindings } from "./say-findings.ts";

export interface FeaturesOptions {
  readonly action: "check" | "import" | "parity";
  readonly target: string;
  readonly format: "text" | "json";
  readonly server?: string;
  readonly rows?: number;
  readonly tolerance?: number;
}

export async function featuresCommand(options: FeaturesOptions, world: World): Promise<number> {
  if (options.action === "check") return checkFeatures(options.target, options.format, world);
  return options.action === "import" ? importFeatures(options.target, world) : parityCommand(options, world);
}

/** Entries of `join` on standard output; what has none, and which files they need, on standard error. */
async function importFeatures(path: string, world: World): Promise<number> {
  const { files, findings } = await filesRead([path], world);
  if (findings.length > 0) return sayFindings(findings, world);
  const found = importedViews(new TextDecoder().decode(files[0].bytes));
  if (found === null) return sayFindings([finding("FS8407", null, { path })], world);
  const { entries, leftOut } = found;
  if (entries.length > 0) world.out("join:\n");
  for (const { name, entry } of entries) world.out(`  ${flow(name)}: ${flow(entry)}\n`);
  for (const { name, why } of leftOut) world.err(`left out: ${name} ${why}\n`);
  const paths = entries.flatMap((one) =>
    one.path === null ? [] : [`  ${flow(one.name)}: ${flow({ path: one.path })}\n`],
  );
  if (paths.length > 0) world.err(`their tables, below \`inputs\` of the front matter:\n${paths.join("")}`);
  return 0;
}
