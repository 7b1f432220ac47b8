/** Findings: what is wrong with data, all of it up to twenty, then how many more. */
import { type Facts, Refusal, type Remark } from "../contract/refusal.ts";

/** So many are listed; the rest is counted. */
export const most = 20;

export interface Findings {
  add(code: string, facts: Facts, place?: Pick<Remark, "data" | "option">): void;
  /** Counts findings that nobody needs to see one by one. */
  addMore(count: number): void;
  readonly count: number;
  /** Throws all of them as one Refusal, when there are any. */
  throwIfAny(): void;
}

/** An empty collector. */
export function findings(): Findings {
  const listed: Remark[] = [];
  let count = 0;
  return {
    add(code, facts, place = {}) {
      if (listed.length < most) listed.push({ code, facts, ...place });
      count++;
    },
    addMore(more) {
      count += more;
    },
    get count() {
      return count;
    },
    throwIfAny() {
      if (listed.length === 0) return;
      const [first, ...rest] = listed;
      const more = count - listed.length;
      if (more > 0) rest.push({ code: "FS3099", facts: { more } });
      throw new Refusal(first.code, first.facts, { data: first.data, option: first.option }, rest);
    },
  };
}
