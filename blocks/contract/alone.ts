/** Alone: a run that asks of its context settings, files and a place for remarks, nothing else, so that another thread may do it. */
import type { Context, Done, InputFile, Settings } from "./running.ts";

/** What such a run is handed. */
export type AloneContext = Pick<Context, "settings" | "input" | "remark">;

export type AloneRun = (options: unknown, context: AloneContext) => Done;

/** What is asked of who does it: plain data, bytes in shared memory where they lie there. */
export interface AloneAsk {
  readonly kind: string;
  readonly options: unknown;
  readonly settings: Partial<Settings>;
  /** Of each input that the block declares. */
  readonly files: { readonly [input: string]: readonly InputFile[] };
}
