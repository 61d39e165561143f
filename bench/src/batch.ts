import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BatchMeasurement } from "./batch-measurement.ts";
import { batchProjects } from "./batch-projects.ts";
import { findBrowser } from "./options.ts";
import { runAsCommand } from "./run-as-command.ts";
import { renderEnvironment } from "./tools.ts";

const help = `bench/batch [options]   renders rows of templates/welcome with each tool, in turn, and measures

  --rows n        rows to render (default: 20)
  --repeats n     times that each tool renders them (default: 3)
  --plan          measure only second runs and planning
  --browser FILE  headless-shell for npm's hyperframes (default: the first one found on the PATH)
`;

await runAsCommand(async () => {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "20" },
      repeats: { type: "string", default: "3" },
      plan: { type: "boolean", default: false },
      browser: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-batch-"));
  try {
    const bench = new BatchMeasurement(
      folder,
      await batchProjects(),
      renderEnvironment(values.browser ?? findBrowser()),
    );
    if (!values.plan) await bench.compare(Number(values.rows), Number(values.repeats));
    await bench.secondRun(500);
    await bench.plan(10_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
