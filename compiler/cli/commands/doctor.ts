/** `foodspec doctor`. */
import type { Command } from "../command.ts";

export const doctor: Command<object> = {
  name: "doctor",
  says: "say what was found on this machine, what is missing and how to get it",
  arguments: [],
  options: [],
  examples: [],
  async run(_, world) {
    const { doctorCommand } = await import("../work/doctor.ts");
    return doctorCommand(world);
  },
};
