import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** Where this checkout's own scripts are. */
export const root = join(import.meta.dirname, "../../../..");

/** All that set-up runs on a machine which has nothing else. */
const tools =
  "sh env cat chmod cksum date dirname find flock gzip id ln ls mkdir mktemp mv npm readlink rm sed sleep tail tar tr uname wc";

const installs = `
  const fs = require("node:fs");
  fs.appendFileSync("installed", "once ");
  fs.mkdirSync("node_modules");
  fs.mkdirSync("packages/cli/node_modules");`;

/** How a machine differs from one that has all that set-up needs, but for ffmpeg. */
export interface BareMachineOptions {
  /** Programs that it does not have. */
  readonly without?: readonly string[];
  /** Shell scripts that stand for programs. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Whether pnpm still has to be fetched. */
  readonly fetches?: boolean;
}

/** A checkout whose command prints «rendered», on a PATH with next to nothing. */
export interface BareCheckout {
  readonly folder: string;
  /** `name@version`. */
  readonly pnpm: string;
  /** Where the machine's programs are. */
  readonly programs: string;
  /** Its environment, with a home of its own. */
  readonly variables: Readonly<Record<string, string>>;
  readonly setup: readonly string[];
  readonly hyperframes: readonly string[];
}

/** Makes one in a folder, with this checkout's own scripts, and packages that are empty. */
export async function makeBareCheckout(
  above: string,
  { without = [], programs: scripts = {}, fetches = false }: BareMachineOptions = {},
): Promise<BareCheckout> {
  const folder = join(above, "a checkout");
  const programs = join(above, "programs");
  for (const made of [folder, programs, join(above, "home")]) await mkdir(made, { recursive: true });
  for (const name of ["bin", "tools/fetch-package.sh", "tools/pnpm-version.sh"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await write(join(folder, "pnpm-lock.yaml"), "");
  await write(join(folder, "tools/unpack-chromium.ts"), "");
  await write(join(folder, "packages/cli/src/main.ts"), 'console.log("rendered");');
  const pnpm =
    /^pnpm_package=(.*)$/m.exec(await readFile(join(root, "tools/pnpm-version.sh"), "utf8"))?.[1] ?? "";
  if (!fetches) await write(join(folder, `.tools/${pnpm}/bin/pnpm.cjs`), installs);
  await linkPrograms(programs, [...without, ...Object.keys(scripts)]);
  for (const [name, script] of Object.entries(scripts)) await writeProgram(join(programs, name), script);
  return {
    folder,
    pnpm,
    programs,
    variables: { PATH: programs, HOME: join(above, "home"), npm_config_cache: join(above, "home/npm") },
    setup: [join(folder, "bin/setup")],
    hyperframes: [join(folder, "bin/hyperframes")],
  };
}

/** Writes a shell script that can be run. */
export async function writeProgram(file: string, script: string): Promise<void> {
  await write(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // Through a link, this would overwrite the machine's own program.
  await rm(file, { force: true });
  await writeFile(file, text);
}

async function linkPrograms(folder: string, without: readonly string[]): Promise<void> {
  await symlink(process.execPath, join(folder, "node"));
  const places = (process.env["PATH"] ?? "").split(delimiter);
  for (const name of tools.split(" ").filter((tool) => !without.includes(tool))) {
    const found = places.map((place) => join(place, name)).find((file) => existsSync(file));
    if (found !== undefined) await symlink(found, join(folder, name));
  }
}

/** Packs an empty package. */
export async function packPackage(folder: string): Promise<Buffer> {
  await write(join(folder, "package/package.json"), "{}");
  await exec("tar", ["-czf", "package.tgz", "package"], { cwd: folder });
  return readFile(join(folder, "package.tgz"));
}
