/** Sequel: a run folder of the content of another run and one file more. Nothing is fitted anew; what differs otherwise is refused. */
import type { ManifestLockbox } from "../../../schemas/lockbox.ts";
import { finding } from "../../diagnostics/build.ts";
import { asError, type Finding } from "../../diagnostics/finding.ts";
import type { Entered } from "../entered.ts";

export interface Sequel {
  /** Content digest of the run as compiled. */
  readonly of: string;
  /** By path: what stands in it and in no file of that run. */
  readonly files: { readonly [path: string]: string };
  readonly lockboxes: readonly ManifestLockbox[];
  /** The place in its register of the run that it follows; null where it has none. */
  readonly entered: Entered | null;
  /** Does what must stand before anybody can read the sequel. */
  settle(): void;
}

/** Thrown where a sequel cannot be made as it should be: neither folder nor ledger tell of it. */
export class SequelRefused extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super("the sequel was not made");
    this.findings = findings.map(asError);
  }
}

/** FS9125 where the run came out otherwise than it was compiled. */
export const otherContent = (of: string, found: string): Finding =>
  finding("FS9125", null, {
    path: "manifest.json",
    problem: `says that its content has the digest ${of}; made again by this program it has ${found}`,
    pointer: "/content_digest",
    block: null,
  });
