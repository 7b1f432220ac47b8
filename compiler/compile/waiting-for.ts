/** Waiting for: what is said while somebody else compiles the same document, and when it is not waited for. */
import { cancelledBy } from "../run/cancel.ts";
import type { Wait, Waiting } from "../store/lock.ts";
import { isoTime } from "./clock.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { belowRoot } from "./store-findings.ts";
import type { World } from "./world.ts";

/** Thrown where a document is locked and `--no-wait` was asked for. */
export class LockTaken extends Error {
  /** Who holds it, as half a sentence. */
  readonly holder: string;
  readonly file: string;
  constructor(holder: string, file: string) {
    super("the document is locked");
    this.name = "LockTaken";
    this.holder = holder;
    this.file = file;
  }
}

/** How a compile waits for its lock: it says for whom and where the lock lies, and hears signals. */
export function waitingFor(
  { shown, root }: Pick<Prepared, "shown" | "root">,
  { wait }: Pick<CompileOptions, "wait">,
  world: World,
): Waiting {
  const placeOf = ({ file }: Wait): string => belowRoot(file, root);
  return {
    onWait(one) {
      const holder = holderText(one, shown);
      const file = placeOf(one);
      if (wait === false) throw new LockTaken(holder, file);
      world.err(`waiting: ${holder}; its lock is ${file}. If nobody does, remove that file\n`);
    },
    onTaken: (one) => world.err(`the lock ${placeOf(one)} was taken over: ${whyTaken(one)}\n`),
    ...waitingIn(world),
  };
}

/** How anybody waits: by the clocks of the world, hearing its signal. */
export const waitingIn = (world: World): Omit<Waiting, "onWait" | "onTaken"> => ({
  async pause(milliseconds) {
    await world.pause(milliseconds);
    if (world.signal.aborted) throw cancelledBy(world.signal);
  },
  ticks: world.ticks,
  now: () => isoTime(world.now()),
  touching: world.touching,
});

/** The same while somebody else signs a run. */
export const waitingToSign = (run: string, root: string, world: World): Waiting =>
  waitingFor({ shown: run, root }, {}, world);

const holderText = ({ holder }: Wait, shown: string): string =>
  holder === null
    ? `somebody who cannot be read from the lock is compiling ${shown}`
    : `process ${holder.pid} on ${holder.host} is compiling ${shown}`;

const whyTaken = ({ holder }: Wait): string =>
  holder === null
    ? "it named nobody for five seconds"
    : `process ${holder.pid} on ${holder.host} had not touched it for a minute`;
