/** Unit thread: what a thread runs that answers units by their keys. A bundle of its own, started where the store is shared. */
import { parentPort, workerData } from "node:worker_threads";
import { registry } from "../../blocks/registry.ts";
import { buildInfo } from "../compile/package-files.ts";
import { machineDisk } from "../store/machine-disk.ts";
import { openStore } from "../store/open-store.ts";
import { answerUnit } from "./answer-unit.ts";
import type { UnitAnswer, UnitAsk, UnitPlace } from "./unit-messages.ts";

const port = parentPort;
if (port === null) throw new Error("unit.js is run by the compiler, as a thread of it");
const { root, env } = workerData as UnitPlace;
// What git tracks was asked by who started this thread.
const { objects } = openStore(root, { disk: machineDisk, env, tracked: () => null });
const { implementations } = buildInfo(machineDisk);
const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

port.on("message", async ({ key }: UnitAsk) => {
  const answer = (told: UnitAnswer) => port.postMessage(told);
  try {
    const { kinds, methods } = registry;
    answer({ key, failure: await answerUnit(key, { store: objects, kinds, methods, implementations, breathe }) });
  } catch (error) {
    answer({ key, lost: error instanceof Error ? error.message : String(error) });
  }
});
