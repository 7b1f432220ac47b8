/** Sharing: which workers of a crew work for which of the jobs that are under way. */
import type { FromWorker } from "./messages.ts";
import type { Hand } from "./thread.ts";

/** One worker and what it is doing. */
export interface Member {
  readonly hand: Hand;
  /** The job it was told last, and the digest of that job's matrix. */
  job: number;
  matrix: string | null;
  isLost: boolean;
  /** Who hears the answers to come, one an ask, in the order of the asks; null is told to them where it is lost. */
  readonly waiting: ((message: FromWorker | null) => void)[];
}

/** Asks of one job that are being answered, and the workers they have of those that all jobs share. */
export interface Call {
  readonly members: readonly Member[];
  /** Hands out asks to who is free of them; called too when there are more. */
  feed: () => void;
  /** It needs its workers no more: others have them. */
  close(): void;
}

/**
 * Shares workers among the jobs that blocks side by side have under way: as evenly as they are wanted, the first job first. Who works
 * at a job stays with it, and of those that are free one comes that has its matrix already.
 */
export function sharing(members: readonly Member[]) {
  interface Sharing extends Call {
    members: Member[];
    readonly most: number;
    readonly matrix: string;
  }
  const calls: Sharing[] = [];
  const wanted = (): number => calls.reduce((sum, { most }) => sum + most, 0);

  /** How many each has, in the order of the calls. */
  function counts(living: number): readonly number[] {
    const found = calls.map(() => 0);
    for (let left = Math.min(living, wanted()); left > 0; )
      for (const [k, { most }] of calls.entries()) {
        if (left === 0 || found[k] === most) continue;
        found[k]++;
        left--;
      }
    return found;
  }

  function shareOut(): void {
    const living = members.filter(({ isLost }) => !isLost);
    const shares = counts(living.length);
    for (const [k, call] of calls.entries())
      call.members = call.members.filter(({ isLost }) => !isLost).slice(0, shares[k]);
    const held = new Set(calls.flatMap((call) => call.members));
    const free = living.filter((member) => !held.has(member));
    for (const [k, call] of calls.entries())
      while (call.members.length < shares[k]) {
        const known = free.findIndex(({ matrix }) => matrix === call.matrix);
        call.members.push(...free.splice(Math.max(known, 0), 1));
      }
  }

  function feedAll(): void {
    for (const call of [...calls]) call.feed();
  }

  return {
    wanted,
    shareOut,
    feedAll,
    of: (member: Member): Call | undefined => calls.find((call) => call.members.includes(member)),
    isUsed: (matrix: string): boolean => calls.some((call) => call.matrix === matrix),
    /** @param most workers that may hold what its asks take */
    open(most: number, matrix: string): Call {
      const call: Sharing = { most, matrix, members: [], feed: () => undefined, close };
      function close(): void {
        const at = calls.indexOf(call);
        if (at < 0) return;
        calls.splice(at, 1);
        call.members = [];
        shareOut();
        feedAll();
      }
      calls.push(call);
      return call;
    },
  };
}
