import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { BrowserPool } from "../../src/browser/browser-pool.ts";
import { probePage, probeSize } from "../../src/fingerprint/probe-page.ts";
import { snapshot } from "../../src/snapshot.ts";
import { browsers, wishFor } from "../support/browsers.ts";
import { cacheFolder, project } from "../support/fixtures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What a process was started with. */
interface Started {
  readonly command: string;
  readonly variables: string;
}

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

async function readProcess(id: string): Promise<Started & { readonly group: string | undefined }> {
  const stat = await read(`/proc/${id}/stat`);
  const [command, variables] = [await read(`/proc/${id}/cmdline`), await read(`/proc/${id}/environ`)];
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: state, parent and group come after the name.
  return { command, variables, group: stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2] };
}

/** The processes of a browser. */
async function startedFor(anyProcessor: boolean): Promise<Started[]> {
  await using folder = await temporaryFolder();
  await using pool = new BrowserPool({ temporaryFolder: folder.path, keep: 0 });
  const wish = await wishFor({ issueFrames: false, anyProcessor });
  const { launched } = await pool.lease(wish, new AbortController().signal);
  await launched.connection.send("Browser.getVersion");
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(ids.map(readProcess));
  // The profile is in its folder, and all of its processes are one group.
  const groups = new Set(
    all.filter(({ command }) => command.includes(folder.path)).map(({ group }) => group),
  );
  return all.filter(({ group }) => groups.has(group));
}

const commandsOf = (processes: readonly Started[]): string[] =>
  processes.flatMap(({ command }) => (command.includes("--user-data-dir") ? command : []));

test.runIf(process.platform === "linux")(
  "a browser for any processor is started with neither Skia's nor glibc's code for this one",
  async () => {
    const [here, any] = [await startedFor(false), await startedFor(true)];
    expect(commandsOf(here)).not.toHaveLength(0);
    expect(commandsOf(any)).not.toHaveLength(0);
    for (const command of commandsOf(here)) expect(command).not.toContain("--disable-skia-runtime-opts");
    for (const command of commandsOf(any)) expect(command).toContain("--disable-skia-runtime-opts");
    // Renderers are forks of a process that shows them; Chromium writes over those of its forks.
    const variablesOf = (processes: readonly Started[]): string =>
      processes.map(({ variables }) => variables).join("");
    expect(variablesOf(here)).not.toContain("GLIBC_TUNABLES");
    expect(variablesOf(any)).toContain("GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,");
  },
);

/** The probe's page as this processor draws it, and as any would. */
async function drawn(): Promise<{ readonly here: Buffer; readonly any: Buffer }> {
  await using page = await project(probePage);
  const take = async (anyProcessor: boolean): Promise<Buffer> => {
    const output = join(page.path, `${anyProcessor}.png`);
    await snapshot(page.path, { at: 0, output, anyProcessor, browsers, environment: { cacheFolder } });
    return sharp(output).removeAlpha().raw().toBuffer();
  };
  return { here: await take(false), any: await take(true) };
}

test("the probe's page shows which code of Skia draws it, in rare pixels", async ({ skip }) => {
  const { here, any } = await drawn();
  expect(any).toHaveLength(probeSize.width * probeSize.height * 3);
  const differing = any.filter((level, index) => level !== here[index]).length;
  expect(differing).toBeLessThan(any.length / 50);
  // https://skia.googlesource.com/skia/+/refs/heads/main/src/core/SkOpts.cpp
  const hasOwnCode = /^flags\b.*\bavx2\b.*$/m.test(await read("/proc/cpuinfo"));
  skip(!hasOwnCode, "this processor is not known to have AVX2, for which Skia has code of its own");
  expect(differing).toBeGreaterThan(0);
});
