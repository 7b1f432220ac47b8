/** The architecture page draws the rooms that there are, on the floors that the imports keep. */
import { describe, expect, it } from "vitest";
import { floors } from "../structure/rooms.ts";
import { documentAt, samplesOf } from "./documents.ts";

describe("the architecture page", () => {
  it("has every room on its floor, the uppermost first, and says of each what it is", () => {
    const picture =
      samplesOf(documentAt("docs/explanation/architecture.md")).find(({ meta }) => meta === "rooms")?.value ?? "";
    const drawn = picture.split("\n\n").map((floor) => floor.split("\n"));
    expect(drawn.map((floor) => floor.map((line) => line.split(" ")[0]))).toEqual([...floors].reverse());
    for (const line of drawn.flat()) expect(line).toMatch(/^\S+ +\S.+/);
  });
});
