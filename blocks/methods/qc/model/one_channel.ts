/** One channel: how much worse the model does without the channels that tell class or target by themselves. */

import { leastFall } from "../../validation/change.ts";
import { leastChannelRatio } from "../../validation/one-channel.ts";
import { type CheckWords, check } from "../check.ts";
import { measuredChange } from "./measured-change.ts";

export const declaration = check({
  id: "one_channel",
  gate: "model",
  code: "FS7118",
  limit: "max",
  unit: "accuracy lost",
  isAdvice: "research",
  threshold: leastFall,
  measure: ({ validation, task }) =>
    validation === null
      ? null
      : measuredChange(validation.channel, task, leastChannelRatio, ({ patched, channels }) => ({
          other: patched,
          worst: channels.map(({ axis, explained }) => ({
            feature: String(axis),
            value: explained,
            about: "explained",
          })),
        })),
});

export const words: CheckWords = {
  title: "Channels that tell most replaced",
  quantity: "number",
  action: "Look whether one of these columns is a label or a counter, and keep it out of the axis with `range`.",
};
