import { describe, expect, it } from "vitest";
import { createLog, type LogEntry } from "../../../compiler/run/log.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { fc, it as property } from "../../fixtures/property.ts";

const entry = (message: string, more: Partial<LogEntry> = {}): LogEntry => ({
  level: "INFO",
  stage: "modeling",
  block: "plsda",
  event: "model_fitted",
  message,
  ...more,
});
const clock = () => {
  let second = 0;
  return () => `2026-01-01T00:00:0${second++}.000Z`;
};
const linesOf = (text: string) => text.split("\n").slice(0, -1);

describe("a log", () => {
  it("is empty before anything was said", () => {
    const log = createLog(clock());
    expect([log.jsonl(), log.text(), log.debug()]).toEqual(["", "", ""]);
  });

  it("says what happened, one object a line", () => {
    const log = createLog(clock());
    log.add(entry("fitted", { params: { k: 3 }, result: { accuracy: 0.9 } }));
    expect(JSON.parse(log.jsonl())).toEqual({
      timestamp: "2026-01-01T00:00:00.000Z",
      level: "INFO",
      stage: "modeling",
      block: "plsda",
      event: "model_fitted",
      message: "fitted",
      params: { k: 3 },
      result: { accuracy: 0.9 },
      previous: null,
    });
  });

  it("has empty parameters and results where none were given", () => {
    const log = createLog(clock());
    log.add(entry("fitted", { block: null }));
    expect(JSON.parse(log.jsonl())).toMatchObject({ block: null, params: {}, result: {} });
  });

  it("says the same for people: time, level, stage, message", () => {
    const log = createLog(clock());
    log.add(entry("fitted"));
    log.add(entry("no", { level: "ERROR", stage: "qc" }));
    expect(log.text()).toBe(
      "2026-01-01T00:00:00.000Z [INFO] modeling: fitted\n2026-01-01T00:00:01.000Z [ERROR] qc: no\n",
    );
  });

  it("keeps what only a closer look needs for debug.log alone", () => {
    const log = createLog(clock());
    log.add(entry("fitted", { params: { k: 3 } }));
    log.detail("took the third candidate");
    expect(linesOf(log.debug())).toEqual([
      '2026-01-01T00:00:00.000Z [INFO] modeling model_fitted: fitted {"block":"plsda","params":{"k":3},"result":{}}',
      "2026-01-01T00:00:01.000Z [DEBUG] took the third candidate",
    ]);
    expect([linesOf(log.jsonl()).length, linesOf(log.text()).length]).toEqual([1, 1]);
  });

  property.prop([fc.array(fc.string(), { minLength: 1, maxLength: 8 })])(
    "carries in every line the digest of the line before, so that a changed line shows",
    (messages) => {
      const log = createLog(() => "2026-01-01T00:00:00.000Z");
      for (const message of messages) log.add(entry(message));
      const lines = linesOf(log.jsonl());
      expect(lines).toHaveLength(messages.length);
      lines.forEach((line, i) => {
        expect(JSON.parse(line)).toMatchObject({
          message: messages[i],
          previous: i === 0 ? null : digestOf(lines[i - 1]),
        });
      });
    },
  );
});
