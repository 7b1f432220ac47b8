/** Worker: what a worker thread runs. A bundle of its own, started by `startThread`. */
import { parentPort } from "node:worker_threads";
import { methods } from "../../blocks/methods/methods.ts";
import { units } from "../../blocks/methods/units.ts";
import { workerSide } from "./worker-side.ts";

const port = parentPort;
if (port === null) throw new Error("worker.js is run by the compiler, as a thread of it");
port.on(
  "message",
  workerSide(units, methods, (message) => port.postMessage(message)),
);
