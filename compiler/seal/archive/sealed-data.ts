/** Sealed data: which files of a run hold rows of a lockbox, so that whoever is handed them can read these. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Protocol } from "../../verify/protocol.ts";

/** Paths as the manifest names them; of a file that nobody opened there is nothing to hand on. */
export function sealedData(protocol: Protocol | null, { inputs }: Pick<Manifest, "inputs">): readonly string[] {
  const names = new Set(
    (protocol?.blocks ?? []).flatMap(({ options: { lockbox, input } }) =>
      isRecord(lockbox) ? [lockbox.input ?? input] : [],
    ),
  );
  return inputs.filter(({ name, size_bytes }) => size_bytes !== null && names.has(name)).map(({ path }) => path);
}
