import { makeScratchFolder } from "@hyperframes-engine/store";
import { prepareFonts } from "../browser/fonts/fonts.ts";
import { launchBrowser } from "../browser/launch-browser.ts";
import { findBrowser, type FoundBrowser } from "../browser/program/find-browser.ts";
import { SandboxError } from "../browser/sandbox-error.ts";
import type { Environment } from "../environment.ts";
import type { OptionValues } from "../options.ts";
import { checkOne, type Diagnosis } from "./diagnosis.ts";

/** Finds the browser and starts it, with the flags and the sandbox of a render. */
export async function diagnoseBrowser(
  { browser }: Pick<OptionValues, "browser">,
  environment: Environment,
): Promise<Diagnosis[]> {
  const { cacheFolder, environmentBrowser } = environment;
  const sandbox: Diagnosis[] = [];
  const found = await checkOne("browser", async () => {
    const one = await findBrowser({ browser, environmentBrowser, cacheFolder });
    sandbox.push(await trySandbox(one, environment));
    return `${one.product} ${one.version} (${one.executable}), which starts: ${one.reason}`;
  });
  return [found, ...sandbox];
}

/** @throws {BrowserError} if the browser does not even start without a sandbox. */
async function trySandbox(found: FoundBrowser, environment: Environment): Promise<Diagnosis> {
  try {
    await startOnce(found, environment);
    return { name: "sandbox", ok: true, detail: environment.sandbox ? "on" : whyOff() };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return { name: "sandbox", ok: false, detail: error.message };
  }
}

async function startOnce(
  found: FoundBrowser,
  { cacheFolder, temporaryFolder, sandbox }: Environment,
): Promise<void> {
  const { configFile: fontConfigFile } = await prepareFonts(cacheFolder);
  await using scratch = await makeScratchFolder(temporaryFolder);
  const { signal } = new AbortController();
  const request = { found, fontConfigFile, sandbox, issueFrames: true, anyProcessor: false, signal };
  await using _ = await launchBrowser({ ...request, scratchFolder: scratch.path });
}

function whyOff(): string {
  return process.getuid?.() === 0 ? "off: root cannot use Chrome's" : "off, as HYPERFRAMES_SANDBOX asks for";
}
