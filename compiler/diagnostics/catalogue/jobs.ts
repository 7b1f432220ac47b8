/** Jobs: what is told of submitting, approving and working, and of records that are not what they were. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "cli", 2);
const data = entryMaker("error", "validation", 3);
const artifact = entryMaker("error", "artifact", 9);

export const jobEntries: Entries = {
  FS1170: wrong("Optional package absent", "`{package}` is not installed, and {what|plain} needs it", [
    "install it: `npm install {install}`",
  ]),
  FS1180: wrong("Unknown job", "there is no job `{job}`: {problem|plain}", [
    "did you mean `{suggestion}`? || `foodspec job list` names all there are",
  ]),
  FS1181: wrong("Something else waits", "nothing was written for job {job}: {problem|plain}", [
    "look at what waits with `foodspec job show {job}`, then give `--step {step} --digest {digest}`",
  ]),
  FS1182: wrong("Person who does not count here", "nothing was written: `{who}` {problem|plain}", [
    "ask somebody who may; `foodspec people list` names who is what",
  ]),
  FS1183: wrong("State that forbids it", "job {job} takes no {event} now: {now|plain}", [
    "see where it stands with `foodspec job show {job}`",
  ]),
  FS1184: wrong("Server that would not be safe", "the server was not started: {problem|plain}", ["{advice|plain}"]),
  FS1185: wrong(
    "File system without hard links",
    "job {job} cannot be kept here: the file system has no hard links, by which an event gets its number",
    ["name a folder on another disk in FOODSPEC_JOB_ROOT"],
  ),
  FS1186: wrong("Engine that cannot be used", "the engine `{engine}` was not used: {problem|plain}", [
    "start Redis 6.2 or newer with `maxmemory-policy noeviction`, and name it in FOODSPEC_ENGINE_URL (`redis://host:6379`)",
    "or leave the engine out: this process then does all by itself",
  ]),
  FS1187: wrong("Release without its signatures", "the run `{run}` of job {job} is not signed: {problem|plain}", [
    "sign it first: `foodspec sign` on its folder below the job's `runs/`",
  ]),
  FS1188: wrong("List of people", "the list of people was not used: {problem|plain}", [
    "`foodspec people list` names who is there",
  ]),
  FS1189: wrong("Idea of another form", "`{path}` is no idea", [
    'write JSON: {"title": "…", "question": "…", "notes": "…"}',
  ]),
  FS3951: data(
    "Input that is not what was submitted",
    "{what|plain}, `{path}`, has no longer the bytes that were submitted",
    ["put the file with the SHA-256 {digest} back, or submit the document again"],
  ),
  FS9401: artifact(
    "Job of another specification",
    "the folder of job {job} holds another specification than the one its name is made of",
    ["keep the folder aside and find out who changed it; then submit again"],
  ),
  FS9402: artifact("Record of a job is not whole", "job {job}: `{file}` {problem|plain}", [
    "nothing more is written for this job: put the file back as it was, from a copy",
  ]),
  FS9403: artifact(
    "Two records of one key",
    "the same block was computed {others} times from the same bytes by the same program, and not with the same result (key {key})",
    [
      "find out which machine or worker computes otherwise: `foodspec doctor --self-test` on each; then remove all of them with `foodspec clean` and compile again",
    ],
  ),
  FS9404: artifact("Run that the plan does not determine", "job {job}: `{path}` {problem|plain}", [
    "do not rely on this run: what was approved is not what ran",
  ]),
};
