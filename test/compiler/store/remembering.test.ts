import { describe, expect, it } from "vitest";
import { digestOf } from "../../../compiler/store/digest.ts";
import { remembering } from "../../../compiler/store/remembering.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";

/** A store in memory that says what was read from it. */
function watched(): { store: Store; reads: string[] } {
  const inside = memoryStore();
  const reads: string[] = [];
  const get = (digest: string) => {
    reads.push(digest);
    return inside.get(digest);
  };
  return { store: { ...inside, get }, reads };
}
const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

describe("a store that remembers", () => {
  it("reads an object once, and not at all where it has just been written", () => {
    const { store, reads } = watched();
    const there = store.put(bytes(4, 1));
    const own = remembering(store);
    const here = own.put(bytes(4, 2));
    for (let k = 0; k < 3; k++) {
      expect(own.get(there)).toEqual(bytes(4, 1));
      expect(own.get(here)).toEqual(bytes(4, 2));
    }
    expect(reads).toEqual([there]);
  });
  it("lets the oldest go when it holds too much, and holds nothing larger than that", () => {
    const { store, reads } = watched();
    const own = remembering(store, 10);
    const [first, second, third, large] = [
      own.put(bytes(5, 1)),
      own.put(bytes(5, 2)),
      own.put(bytes(5, 3)),
      own.put(bytes(11, 4)),
    ];
    for (const digest of [third, second, large, first, second]) expect(own.get(digest)).not.toBeNull();
    // The first made room for the third; being read it takes the place of the second.
    expect(reads).toEqual([large, first, second]);
  });
  it("forgets nothing of what it could not find: an object that comes later is found", () => {
    const { store } = watched();
    const own = remembering(store);
    const digest = digestOf(bytes(3, 7));
    expect(own.get(digest)).toBeNull();
    store.put(bytes(3, 7));
    expect(own.get(digest)).toEqual(bytes(3, 7));
  });
  it("keeps records and notes as the store does", () => {
    const own = remembering(memoryStore());
    own.leave("last", { a: 1 });
    expect(own.note("last")).toEqual({ a: 1 });
    expect(own.record(digestOf("nothing"))).toBeNull();
  });
});
