import { describe, expect, it } from "vitest";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { failureLeft, failureOf, leaveFailure, thrownBy } from "../../../compiler/run/failure.ts";
import { ProductMismatch } from "../../../compiler/run/product.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";

const key = digestOf("key");

describe("a failure", () => {
  it.each<[string, Error]>([
    [
      "a refusal with all its remarks and places",
      new Refusal(
        "FS3604",
        { row: 3 },
        {
          option: ["steps", 1, "snv"],
          data: undefined,
          again: { count: 4, last: { input: "meat", line: 9, field: 2 } },
        },
        [{ code: "FS2807", facts: { wide: [1, 2] }, isError: true }],
      ),
    ],
    ["a product that is not what its kind declares", new ProductMismatch("metrics.json", "n: Invalid input")],
    ["a mistake of ours", new RangeError("index: out of range")],
  ])("is %s, kept and read back, and thrown again as it was", (_, error) => {
    const store = memoryStore();
    leaveFailure(store, key, { failure: failureOf(error), events: [{ event: "began", facts: { n: 1 } }] });
    const left = failureLeft(store, key);
    expect(left?.events).toEqual([{ event: "began", facts: { n: 1 } }]);
    const again = thrownBy(left?.failure as NonNullable<typeof left>["failure"]);
    expect(again.message).toBe(error.message);
    if (error instanceof Refusal) expect((again as Refusal).remarks).toEqual(error.remarks);
    else expect(again instanceof ProductMismatch).toBe(error instanceof ProductMismatch);
  });

  it.each([null, {}, { failure: { refused: [] }, events: [] }, { failure: { bug: 1 }, events: [] }])(
    "is none where the note says %j",
    (note) => {
      const store = memoryStore();
      leaveFailure(store, key, note as never);
      expect(failureLeft(store, key)).toBeNull();
    },
  );
});
