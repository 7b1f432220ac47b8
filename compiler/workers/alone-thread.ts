/** Alone thread: what a thread runs that does runs which stand alone. A bundle of its own, small, since it is started for one run. */
import { parentPort } from "node:worker_threads";
import { alone } from "../../blocks/alone.ts";
import type { AloneAsk } from "../../blocks/contract/alone.ts";
import { aloneSide } from "./alone-side.ts";

const port = parentPort;
if (port === null) throw new Error("alone.js is run by the compiler, as a thread of it");
const answer = aloneSide(alone);
port.on("message", (ask: AloneAsk) => port.postMessage(answer(ask)));
