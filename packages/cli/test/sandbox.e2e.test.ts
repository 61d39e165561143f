import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing } from "./support/command-bench.ts";
import { writeScript } from "./support/fake-ffmpeg.ts";
import { writeProject } from "./support/fixtures.ts";
import { canForbidNamespaces, withoutNamespaces } from "./support/without-namespaces.ts";

let bench: CommandBench;
let project: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 15 });
});
afterAll(() => bench[Symbol.asyncDispose]());

const advice = /Chrome's sandbox cannot be used: .{10,140} set HYPERFRAMES_SANDBOX=off\./;
const command = withoutNamespaces;

describe.runIf(canForbidNamespaces())("where a plain user may make no namespaces", () => {
  test("a render ends with code 3 and one short message, and leaves nothing behind", async () => {
    const given = ["render", project, "-o", bench.file(), "-w", "2"];
    const { code, stdout, stderr } = await bench.run(given, { command });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^hyperframes: ${advice.source}\n$`));
    expect(await bench.leftovers()).toEqual(nothing);
  });

  test("so does a snapshot", async () => {
    const { code, stderr } = await bench.run(["snapshot", project, "--at", "0"], { command });
    expect(code).toBe(3);
    expect(stderr).toMatch(new RegExp(`^hyperframes: ${advice.source}\n$`));
  });

  test("doctor says that the browser starts, but not its sandbox, and what to do", async () => {
    const { code, stdout } = await bench.run(["doctor"], { command });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ok +browser .* which starts/m);
    expect(stdout).toMatch(new RegExp(`^MISSING sandbox +${advice.source}$`, "m"));
  });

  test("both go on without a sandbox where the user asks for that", async () => {
    const options = { command, variables: { HYPERFRAMES_SANDBOX: "off" } };
    expect((await bench.run(["doctor"], options)).stdout).toMatch(/^ok +sandbox +off, as/m);
    expect((await bench.run(["render", project, "-o", bench.file(), "--quiet"], options)).code).toBe(0);
  });
});

test("doctor says of a browser that does not start that it is missing", async () => {
  const browser = join(bench.folder, "headless-shell");
  const answers =
    'case " $* " in *" --version "*) echo "Chromium 150.0.1.2"; exit;; esac; echo "[1:2:ERROR:a.cc] no libnss3" >&2; exit 127';
  await writeScript(browser, answers);
  const { code, stdout } = await bench.run(["doctor", "--browser", browser]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^MISSING browser +The browser /m);
  expect(stdout).toContain(` The browser ${browser} did not start: no libnss3`);
});
