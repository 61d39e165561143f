import { mkdir, writeFile } from "node:fs/promises";
import { bundlePageScript, pageScripts } from "./bundle-page-script.ts";

// The published package has no bundler: it carries the in-page code as scripts, ready to inject.
const folder = new URL("../dist/page/", import.meta.url);
await mkdir(folder, { recursive: true });
for (const name of pageScripts) {
  await writeFile(new URL(`${name}.js`, folder), bundlePageScript(name));
}
