/** Findings: what is wrong with data: equal ones told once, all of it up to twenty, then how many more. */
import { type Facts, Refusal, type Remark } from "../contract/refusal.ts";

/** So many are listed; the rest is counted. */
const most = 20;

/** From so many on equal ones are told as one. */
const several = 3;

export interface Findings {
  add(code: string, facts: Facts, place?: Pick<Remark, "data" | "option" | "again">): void;
  /** Counts findings that nobody needs to see one by one. */
  addMore(count: number): void;
  readonly count: number;
  /** Throws all of them as one Refusal, when there are any. */
  throwIfAny(): void;
}

/** What stands in the same column (or option) for the same reason: the first few, how many, the last. */
interface Equal {
  readonly first: Remark[];
  count: number;
  last: Remark;
}

/** Where in its column it stands says nothing of why. */
const keyOf = ({ code, facts, data, option }: Remark): string => {
  const { row: _, id: __, sample: ___, ...reason } = facts;
  return JSON.stringify([code, data?.input ?? null, data?.field ?? null, option ?? null, reason]);
};

/** An empty collector. */
export function findings(): Findings {
  const equal = new Map<string, Equal>();
  let count = 0;
  return {
    add(code, facts, place = {}) {
      const remark = { code, facts, ...place };
      count += place.again?.count ?? 1;
      const key = keyOf(remark);
      const known = equal.get(key);
      if (known === undefined) equal.set(key, { first: [remark], count: 1, last: remark });
      else {
        if (known.first.length < several) known.first.push(remark);
        known.count++;
        known.last = remark;
      }
    },
    addMore(more) {
      count += more;
    },
    get count() {
      return count;
    },
    throwIfAny() {
      if (equal.size === 0) return;
      const told = [...equal.values()].flatMap(toldOnce);
      const [first, ...rest] = told.slice(0, most);
      const listed = [first, ...rest].reduce((sum, { again }) => sum + (again?.count ?? 1), 0);
      if (count > listed) rest.push({ code: "FS3099", facts: { more: count - listed } });
      throw new Refusal(first.code, first.facts, { data: first.data, option: first.option, again: first.again }, rest);
    },
  };
}

/** One or two are told as they are, from three on the first with the place of the last. */
function toldOnce({ first, count, last }: Equal): readonly Remark[] {
  if (count < several || last.data === undefined) return first.slice(0, several);
  return [{ ...first[0], again: { count, last: last.data } }];
}
