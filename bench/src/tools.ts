import { join } from "node:path";
import { competitor } from "./competitor.ts";
import { repository } from "./paths.ts";

/** One way to render: a renderer and the arguments that the benchmark adds to its own defaults. */
export interface Tool {
  /** As given on the command line, such as `ours --workers 1`. */
  readonly name: string;
  /** As the report calls it. */
  readonly title: string;
  /** The command line that renders a project folder into a file. */
  readonly command: (project: string, output: string) => readonly string[];
}

type Renderer = () => Promise<Pick<Tool, "title" | "command">>;

const renderers: Readonly<Record<string, Renderer>> = {
  ours: () =>
    Promise.resolve({
      title: "this repository",
      command: (project, output) => [
        join(repository, "bin/hyperframes"),
        "render",
        project,
        "-o",
        output,
        "--no-resume",
      ],
    }),
  npm: async () => {
    const { program, version } = await competitor();
    return {
      title: `npm hyperframes ${version}`,
      command: (project, output) => [process.execPath, program, "render", project, "-o", output],
    };
  },
};

/**
 * Makes a tool of its name and arguments: `npm`, `ours --frame-source screenshot --workers 1`.
 *
 * @throws {RangeError} if there is no renderer of that name.
 */
export async function tool(name: string): Promise<Tool> {
  const [renderer = "", ...added] = name.trim().split(/\s+/);
  const make = renderers[renderer];
  if (!make)
    throw new RangeError(`Expected one of ${Object.keys(renderers).join(", ")}, but got "${renderer}".`);
  const { title, command } = await make();
  return {
    name: name.trim(),
    title: [title, ...added].join(" "),
    command: (project, output) => [...command(project, output), ...added],
  };
}

/**
 * The environment of every render: one browser for all tools, and nothing sent or fetched in the background.
 *
 * The names are those of npm's hyperframes: https://hyperframes.heygen.com/packages/cli
 */
export function renderEnvironment(browser: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HYPERFRAMES_BROWSER_PATH: browser,
    PRODUCER_HEADLESS_SHELL_PATH: browser,
    HYPERFRAMES_NO_TELEMETRY: "1",
    HYPERFRAMES_NO_UPDATE_CHECK: "1",
    DO_NOT_TRACK: "1",
  };
}
