/** Alone: a block that reads large files is run by a thread, since it computes in one go: this one hears signals meanwhile. */
import type { AloneAsk } from "../../blocks/contract/alone.ts";
import type { Kind } from "../../blocks/contract/kind.ts";
import type { Context, Done, InputFile, Inputs } from "../../blocks/contract/running.ts";
import { dictionary, own } from "../../schemas/dictionary.ts";
import type { Preimage } from "../../schemas/records.ts";
import type { InputFiles } from "../plan/key.ts";

/**
 * Has a run done by a thread, which says what it remarks before it answers; by `here` where the thread was lost.
 * Throws as the run does, Cancelled where the compile was.
 */
export type Alone = (ask: AloneAsk, remark: Context["remark"], here: () => Promise<Done>) => Promise<Done>;

/** Of smaller files a block is done before a second is over; to start a thread takes a tenth (measured, decision record 0268). */
const leastBytes = 1 << 24;

/** What a packed file grows to, roughly: its size unpacked is known to who unpacks it. */
const packedGrows = 8;

const isPacked = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x50 && bytes[1] === 0x4b);

function filesOf(preimage: Preimage, files: InputFiles): AloneAsk["files"] {
  const named = dictionary<readonly InputFile[]>();
  for (const name of Object.keys(preimage.files)) named[name] = own(files, name) ?? [];
  return named;
}

const isLarge = (files: AloneAsk["files"]): boolean =>
  Object.values(files)
    .flat()
    .reduce((sum, { bytes }) => sum + bytes.length * (isPacked(bytes) ? packedGrows : 1), 0) >= leastBytes;

/** Runs a block: here, or alone where that is worth a thread. */
export async function runAlone(
  kind: Kind,
  { inputs, preimage, context }: { readonly inputs: Inputs; readonly preimage: Preimage; readonly context: Context },
  { alone, files }: { readonly alone?: Alone; readonly files: InputFiles },
): Promise<Done> {
  const here = async () => kind.run(inputs, preimage.options, context);
  if (kind.standsAlone !== true || alone === undefined) return here();
  const named = filesOf(preimage, files);
  if (!isLarge(named)) return here();
  const ask = { kind: kind.kind, options: preimage.options, settings: context.settings, files: named };
  return alone(ask, context.remark.bind(context), here);
}
