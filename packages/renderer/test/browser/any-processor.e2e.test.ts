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

/** Of 255; Skia's ways differ by no more on the probe's page. */
const MOST_LEVELS = 2;

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

test("pages for any processor differ in rare pixels alone", async () => {
  await using page = await project(probePage);
  const take = async (anyProcessor: boolean): Promise<Buffer> => {
    const output = join(page.path, `${anyProcessor}.png`);
    await snapshot(page.path, { at: 0, output, anyProcessor, browsers, environment: { cacheFolder } });
    return sharp(output).removeAlpha().raw().toBuffer();
  };
  const [here, any] = [await take(false), await take(true)];
  expect(any).toHaveLength(probeSize.width * probeSize.height * 3);
  const differences = Array.from(any, (level, index) => Math.abs(level - here[index]!));
  expect(differences.filter((difference) => difference > MOST_LEVELS)).toEqual([]);
  expect(differences.filter((difference) => difference > 0).length).toBeLessThan(any.length / 1000);
});
