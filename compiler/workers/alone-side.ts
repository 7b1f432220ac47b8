/** Alone side: does the runs that a compile hands to a thread of their own, one after another. */
import type { AloneAsk, AloneRun } from "../../blocks/contract/alone.ts";
import type { Remark } from "../../blocks/contract/refusal.ts";
import type { Done, InputFile } from "../../blocks/contract/running.ts";
import { own } from "../../schemas/dictionary.ts";
import { type AloneAnswer, failureOf } from "./messages.ts";

/** Answers asks. Bytes that come again are the same array, so that what was made of them serves the next run, too. */
export function aloneSide(runs: { readonly [kind: string]: AloneRun | undefined }): (ask: AloneAsk) => AloneAnswer {
  const known = new Map<string, Uint8Array>();
  const knownFile = (file: InputFile): InputFile => {
    const bytes = known.get(file.digest) ?? file.bytes;
    if (file.isSealed !== true) known.set(file.digest, bytes);
    return { ...file, bytes };
  };
  return ({ kind, options, settings, files }) => {
    const remarks: Remark[] = [];
    const given = new Map(Object.entries(files).map(([name, all]) => [name, all.map(knownFile)]));
    try {
      const run = own(runs, kind);
      if (run === undefined) throw new RangeError(`no run of the kind \`${kind}\` stands alone`);
      const done = run(options, {
        settings,
        input: (name) => given.get(name) ?? lacking(name),
        remark: (code, facts = {}, place = {}) => void remarks.push({ code, facts, ...place }),
      });
      return { remarks, came: { done: compact(done) } };
    } catch (error) {
      return { remarks, came: { failure: failureOf(error) } };
    }
  };
}

function lacking(name: string): never {
  throw new Error(`the input ${name} was not handed along`);
}

/** A view of a part of its memory is copied with all of it: such a matrix is given memory of its own. */
function compact(done: Done): Done {
  if (done.gives === undefined) return done;
  const parts = Object.entries(done.gives).map(([name, part]) => [name, ofOwnMemory(part)]);
  return { ...done, gives: Object.fromEntries(parts) };
}

function ofOwnMemory(part: unknown): unknown {
  if (typeof part !== "object" || part === null || !("data" in part)) return part;
  const { data } = part;
  if (!(data instanceof Float64Array) || data.byteLength === data.buffer.byteLength) return part;
  return { ...part, data: data.slice() };
}
