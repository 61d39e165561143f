import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  makeBareCheckout,
  packPackage,
  root,
  writeProgram,
  type BareCheckout,
} from "./support/bare-checkout.ts";
import { CommandBench } from "./support/command-bench.ts";
import { openForgedRegistry } from "./support/forged-registry.ts";

const ffmpeg = 'echo "ffmpeg version 5.1.9-0 Copyright"';
const equipped = { ffmpeg, ffprobe: ffmpeg };

let bench: CommandBench;
beforeEach(async () => void (bench = await CommandBench.open()));
afterEach(() => bench[Symbol.asyncDispose]());

/** What has come of packages, whole or not. */
async function fetched({ folder }: BareCheckout): Promise<string[]> {
  return (await readdir(join(folder, ".tools"))).filter((name) => /^(tmp|pnpm|node)/.test(name));
}

describe("on a machine without ffmpeg", () => {
  test("the command's first start installs it, and then runs the command", async () => {
    const { hyperframes, variables, programs } = await makeBareCheckout(bench.folder, {
      programs: {
        id: "echo 0",
        "apt-get":
          'case "$*" in *install*) ln -s "$PACKED" "$PLACE/ffmpeg"; ln -s "$PACKED" "$PLACE/ffprobe";; esac',
      },
    });
    const packed = join(bench.folder, "packed");
    await writeProgram(packed, ffmpeg);

    const { code, stdout, stderr } = await bench.run(["render"], {
      command: hyperframes,
      variables: { ...variables, PACKED: packed, PLACE: programs },
    });

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "rendered\n",
      stderr: expect.stringContaining("setup: installing ffmpeg with apt-get\n") as unknown,
    });
  });

  test.each([
    ["without sudo", {}, "su -c"],
    ["whose sudo asks for a password", { sudo: "exit 1" }, "sudo sh -c"],
  ])("a user without root, %s, is told the line to type", async (_, sudo, by) => {
    const { hyperframes, variables } = await makeBareCheckout(bench.folder, {
      programs: { id: "echo 1000", "apt-get": "exit 100", ...sudo },
    });

    expect(await bench.run(["render"], { command: hyperframes, variables })).toEqual({
      code: 3,
      stdout: "",
      stderr: `setup: ffmpeg 5.0 or later is needed, with ffprobe, and only root may install it. Type: ${by} 'apt-get update && apt-get install -y ffmpeg'\n`,
    });
  });
});

test("setup says how long it has been fetching, and refuses what is not the package that it names", async () => {
  const checkout = await makeBareCheckout(bench.folder, { programs: equipped, fetches: true });
  const [, version = ""] = checkout.pnpm.split("@");
  await using registry = await openForgedRegistry(version, await packPackage(join(bench.folder, "forged")));

  const command = bench.start([], {
    command: checkout.setup,
    variables: { ...checkout.variables, npm_config_registry: registry.address },
  });
  await command.waitFor(/^setup: fetching pnpm@\S+ \(about \d+ MB\), 5 s$/m);
  registry.answer();

  const { code, stderr } = await command.ending;
  expect({ code, fetched: await fetched(checkout) }).toEqual({ code: 3, fetched: [] });
  expect(stderr).toContain(
    `${checkout.pnpm}, as ${registry.address} sends it, is not the package that this checkout names.\n`,
  );
  expect(stderr).toContain(`\nsetup: ${checkout.pnpm} could not be fetched (see above).\n`);
});

test("Ctrl-C ends setup with 130, and leaves nothing", async () => {
  const checkout = await makeBareCheckout(bench.folder, { programs: equipped, fetches: true });
  await using registry = await openForgedRegistry("1.0.0", Buffer.alloc(0));

  const command = bench.start([], {
    command: checkout.setup,
    variables: { ...checkout.variables, npm_config_registry: registry.address },
  });
  await registry.asked;
  process.kill(-command.process.pid!, "SIGINT");

  expect((await command.ending).code).toBe(130);
  expect(await fetched(checkout)).toEqual([]);
  expect((await bench.leftovers()).processes).toEqual([]);
});

test.each([
  ["with flock", []],
  ["without flock, as on macOS", ["flock"]],
])("two setups at once do the work once, %s", async (_, without) => {
  const checkout = await makeBareCheckout(bench.folder, { programs: equipped, without });
  const run = (): ReturnType<CommandBench["run"]> =>
    bench.run([], { command: checkout.hyperframes, variables: checkout.variables });

  const both = await Promise.all([run(), run()]);

  const done = { code: 0, stdout: "rendered\n", stderr: expect.any(String) as unknown };
  expect(both).toEqual([done, done]);
  expect(await readFile(join(checkout.folder, "installed"), "utf8")).toBe("once ");
});

test.each(["", "main.js\n"])("a setup that names no program, but %j, is an error", async (named) => {
  const checkout = await makeBareCheckout(bench.folder);
  await writeProgram(join(checkout.folder, "bin/setup"), `printf '${named.replace("\n", "\\n")}'`);

  const { code, stdout, stderr } = await bench.run(["render"], { command: checkout.hyperframes });

  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toContain(`hyperframes: bin/setup named no program to run, but «${named.trim()}».`);
});

test("setup refuses what it does not know", async () => {
  expect(await bench.run(["comand"], { command: [join(root, "bin/setup")] })).toEqual({
    code: 2,
    stdout: "",
    stderr: "setup: there is no «comand» to set up. Type bin/setup alone.\n",
  });
});

test("setup brings the pnpm that package.json names", async () => {
  const { pnpm } = await makeBareCheckout(bench.folder);
  const { packageManager } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    packageManager: string;
  };
  expect(packageManager).toBe(pnpm);
});
