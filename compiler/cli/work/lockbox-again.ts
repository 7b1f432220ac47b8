/** Lockbox again: the rows that a sequel opened are predicted once more, and told by the row `lockbox` of a verification. */
import { asked } from "../../../schemas/asked.ts";
import { openingPath, openingSchema } from "../../../schemas/lockbox.ts";
import type { FilesOfRun } from "../../compile/inputs-of-run.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { openingAgain } from "../../exchange/lockbox/open-lockbox.ts";
import { jsonText } from "../../store/json-text.ts";
import { differences } from "../../verify/differ.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";
import { type Check, type Verified, withRows } from "../../verify/verify.ts";

/**
 * The verification with what predicting the sealed rows again came to; nothing is entered anywhere. Without the rows: not checked.
 *
 * @param path of the run or its archive, absolute
 * @param files where those that the run read are found, and those given as `NAME=PATH`
 */
export async function withLockboxAgain(
  verified: Verified,
  folder: RunFolder,
  path: string,
  files: FilesOfRun,
  world: World,
): Promise<Verified> {
  const { manifest } = verified;
  const read = asked(openingSchema, jsonOf(folder, openingPath));
  if (manifest?.sequel_of === undefined || !read.success) return verified;
  const again = await openingAgain(
    { folder, manifest, path, files },
    read.data,
    sealedIn(manifest.inputs, files.given),
    world,
  );
  const own = verified.checks.filter(({ name }) => name === "lockbox");
  if ("findings" in again) {
    const [first] = again.findings;
    const says = `the sealed rows were not predicted again: ${first.message}`;
    return withRows(verified, "lockbox", [
      ...own.filter(isChecked),
      { name: "lockbox", status: "not_checked", says, findings: [] },
    ]);
  }
  const isSame = jsonText(again) === jsonText(read.data);
  const found = isSame ? [] : differences(openingPath, read.data, again);
  const problem = "says otherwise than its rows do when they are predicted again";
  const findings =
    isSame || found.length > 0
      ? found
      : [finding("FS9125", null, { path: openingPath, problem, pointer: null, block: null })];
  const row: Check = {
    name: "lockbox",
    status: findings.length === 0 ? "ok" : "refused",
    says: `${again.n_samples} sealed samples predicted again; nothing was entered`,
    findings,
  };
  return withRows(verified, "lockbox", [...own.filter(isChecked), row]);
}

/** What was not looked at in the folder alone is looked at, or said anew. */
const isChecked = ({ status, says }: Check): boolean => status !== "not_checked" || !says.startsWith("predictions");

/** The file that is given for a lockbox that the run did not open. */
function sealedIn(
  inputs: readonly { readonly name: string; readonly size_bytes: number | null }[],
  given: readonly string[],
): string | undefined {
  const name = inputs.find(({ size_bytes }) => size_bytes === null)?.name;
  const typed = given.find((one) => name !== undefined && one.startsWith(`${name}=`));
  return typed === undefined || name === undefined ? undefined : typed.slice(name.length + 1);
}
