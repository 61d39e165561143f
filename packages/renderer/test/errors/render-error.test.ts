import { writeFile } from "node:fs/promises";
import { DataError, DataFaultsError, SeveralRowsError, TemplateError } from "@hyperframes-engine/template";
import { describe, expect, test } from "vitest";
import { BatchError, NameFault } from "../../src/batch/batch-error.ts";
import { SandboxError } from "../../src/browser/sandbox-error.ts";
import { interruptible } from "../../src/cancellation/interruptible.ts";
import { SurfaceError } from "../../src/capture/surface-source.ts";
import {
  BrowserError,
  CompositionError,
  EncodeError,
  errorCodes,
  inPhase,
  InterruptedError,
  MediaError,
  OptionError,
  OutputError,
  PageTimeoutError,
  phases,
  RenderError,
  ToolMissingError,
  UnknownOptionError,
  VariablesError,
  type ErrorCode,
  type Phase,
} from "../../src/errors.ts";
import { KilledError } from "../../src/ffmpeg/killed-error.ts";
import { NarrationError } from "../../src/narration/narration-error.ts";

const location = { file: "index.html", line: 3, column: 7 };
const problem = { message: "is wrong", location };
const fault = {
  ...{ path: "age", pointer: "/age", expected: "a number", value: "x" },
  ...{ location, message: "is wrong", hint: "" },
};
const one: readonly RenderError[] = [
  new OptionError("fps", "from 1 to 240", 0),
  new UnknownOptionError("fsp", "; did you mean fps?"),
  new VariablesError(["a", "b"]),
  new CompositionError("is wrong", location),
  new CompositionError("is wrong"),
  new MediaError("is damaged", new Error("why")),
  new ToolMissingError("no ffmpeg"),
  new SandboxError("not here."),
  new BrowserError("died"),
  new PageTimeoutError("page-not-ready", "late"),
  new PageTimeoutError("frame-timeout", "late"),
  new SurfaceError("not found"),
  new EncodeError("failed"),
  new KilledError({ signal: "SIGKILL", doing: "encoding" }),
  new OutputError("output-exists", "there"),
  new OutputError("output-not-writable", "no"),
  new OutputError("disk-full", "full"),
  new NarrationError([{ message: "?", location: null }, problem]),
  new TemplateError([problem]),
  new DataError("too much"),
  new DataFaultsError([fault]),
  new SeveralRowsError("rows.csv"),
  new BatchError("no rows"),
  new NameFault("leads out", { climbs: true }),
  new InterruptedError(),
  ...(Object.keys(errorCodes) as ErrorCode[]).map((code) => new RenderError(code, `of ${code}`)),
];

describe("an error is the same after it has crossed to another process:", () => {
  test.each(one.map((error) => [error.name, error.code, error] as const))("%s, %s", (_, __, error) => {
    for (const phase of [null, ...Object.keys(phases)] as Array<Phase | null>) {
      const sent = phase === null ? error : RenderError.fromJSON(error.toJSON()).stamp(phase);
      const came = RenderError.fromJSON(JSON.parse(JSON.stringify(sent)));
      expect(came).toBeInstanceOf(RenderError);
      expect(Object.entries(came)).toEqual(expect.arrayContaining(Object.entries(error)));
      expect(came).toMatchObject({ message: error.message, phase });
      expect(came.toJSON()).toEqual(sent.toJSON());
      expect(came.retryable).toBe(errorCodes[error.code].retryable);
    }
  });

  test("with its place, the first if there are several, and without what tells of the machine", () => {
    expect(new NarrationError([{ message: "?", location: null }, problem])).toMatchObject({ location });
    expect(new TemplateError([problem])).toMatchObject({ location });
    expect(new DataFaultsError([fault])).toMatchObject({ location });
    const text = JSON.stringify(new MediaError("is damaged", new Error("why")));
    expect(text).not.toMatch(/stack|cause|why|\.ts/);
  });
});

test.each([
  null,
  "text",
  {},
  { ...new BrowserError("x").toJSON(), code: "toString" },
  { ...new BrowserError("x").toJSON(), phase: "lunch" },
  { ...new BrowserError("x").toJSON(), retryable: "yes" },
  { ...new BrowserError("x").toJSON(), location: { file: "a" } },
])("%j is no error of a render", (json) => {
  expect(() => RenderError.fromJSON(json)).toThrow(TypeError);
});

test("what comes as JSON puts nothing in the place of an error's methods", () => {
  const json = { ...new BrowserError("x").toJSON(), toJSON: "no", stamp: 1, stack: "theirs", constructor: 0 };
  const error = RenderError.fromJSON(json);
  expect(error.stamp("open").toJSON()).toEqual({ ...new BrowserError("x").toJSON(), phase: "open" });
  expect(error.stack).not.toBe("theirs");
});

test("the first phase that is told is the one in which it arose", async () => {
  const failing = inPhase("plan", () => inPhase("open", () => Promise.reject(new BrowserError("died"))));
  await expect(failing).rejects.toMatchObject({ phase: "open", retryable: true });
  await expect(inPhase("plan", () => Promise.reject(new TypeError("ours")))).rejects.not.toHaveProperty(
    "phase",
  );
});

test.each([
  ["an error of ours", new BrowserError("died")],
  ["a fault of the program", new TypeError("ours")],
  ["the signal itself", new DOMException("aborted", "AbortError")],
])("an interrupt arose in the phase in which %s did", async (_, error) => {
  const abort = new AbortController();
  const failing = interruptible({ signal: abort.signal }, () =>
    inPhase("assemble", () =>
      inPhase("chunk", () => {
        abort.abort();
        return Promise.reject(error);
      }),
    ),
  );
  await expect(failing).rejects.toMatchObject({ code: "interrupted", phase: "chunk" });
});

test("an interrupt outside of every phase has none", async () => {
  const signal = AbortSignal.abort();
  const failing = interruptible({ signal }, () => Promise.reject(new TypeError("ours")));
  await expect(failing).rejects.toMatchObject({ code: "interrupted", phase: null });
});

test("what the system refuses arose in the phase in which it did", async () => {
  const failing = interruptible({}, () => inPhase("chunk", () => writeFile("/dev/full", "x")));
  await expect(failing).rejects.toMatchObject({ code: "disk-full", phase: "chunk" });
});
