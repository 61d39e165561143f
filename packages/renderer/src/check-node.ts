import { readFileSync } from "node:fs";
import { ToolMissingError } from "./errors.ts";

// Imported before everything else, of which an older Node fails to load some part, in words for nobody.
// The numbers are compared here, as loading semver would make each start longer by some hundredths of a second.
const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
const { engines } = JSON.parse(manifest) as { readonly engines: { readonly node: string } };
const needed = engines.node.replace(">=", "");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  throw new ToolMissingError(
    `HyperFrames needs Node ${needed} or later, and this is Node ${process.versions.node}. Newer ones are at https://nodejs.org.`,
  );
}
