import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolMissingError } from "../errors.ts";

/** The kernel's settings that keep a plain user from making user namespaces, of which Chrome's sandbox is built. */
const settings = [
  // Ubuntu since 23.10: https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
  { name: "kernel.apparmor_restrict_unprivileged_userns", forbids: "1", allows: "0" },
  // Debian 10 and older, and kernels made after theirs: https://wiki.debian.org/LinuxContainers
  { name: "kernel.unprivileged_userns_clone", forbids: "0", allows: "1" },
  // https://man7.org/linux/man-pages/man7/namespaces.7.html
  { name: "user.max_user_namespaces", forbids: "0", allows: "10000" },
];

/** The browser starts, but not with its sandbox. */
export class SandboxError extends ToolMissingError {
  constructor(reason: string) {
    super(
      `Chrome's sandbox cannot be used: ${reason} Where the machine is a container, or thrown away after its job, ` +
        "set HYPERFRAMES_SANDBOX=off.",
    );
  }
}

/**
 * Why Chrome's sandbox cannot be used here, and how to allow it, as far as the kernel tells.
 *
 * @param folder where the kernel shows its settings.
 */
export async function explainSandbox(folder = "/proc/sys"): Promise<string> {
  for (const { name, forbids, allows } of settings) {
    const value = await readFile(join(folder, ...name.split(".")), "utf8").catch(() => "");
    if (value.trim() !== forbids) continue;
    return `${name} is ${forbids}, so only root may make user namespaces. Type: sudo sysctl -w ${name}=${allows}.`;
  }
  return "this machine does not let a plain user make user namespaces.";
}
