/** Outside: what an archive holds that does not stand in the run. */
import { join } from "node:path";
import type { Manifest } from "../../../schemas/manifest.ts";
import { isoTime } from "../../compile/clock.ts";
import { buildInfo, packageRoot } from "../../compile/package-files.ts";
import type { Outside } from "../../seal/archive/archive.ts";
import type { Disk } from "../../store/disk.ts";

/** The files of the package it is written by, and when the run ended, which follows from its manifest. */
export function outsideOf({ timestamp, duration_seconds }: Manifest, disk: Disk): Outside {
  const root = packageRoot(disk);
  const read = (path: string): Uint8Array => disk.read(join(root, path));
  const program = {
    version: buildInfo(disk).version,
    verifier: read("verify.py"),
    bom: read("dist/bom.cdx.json"),
    thirdParty: read("dist/THIRD-PARTY.md"),
  };
  return { program, ended: isoTime(Date.parse(timestamp) + Math.round(1000 * duration_seconds)) };
}
