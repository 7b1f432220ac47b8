/** Loaded into a measured process: writes what it used when it ends. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024, ended: Date.now() };
  writeFileSync(process.env.FOODSPEC_BENCH_USAGE, JSON.stringify(usage));
});
