import { mkdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readOutputs, readSteps, RUNNER_SHELL } from "../../packages/renderer/test/support/runner.ts";
import { BareMachine, readFrames, type Place } from "./bare-machine.ts";

const render = "bin/hyperframes render examples/weekly-report";
const video = "renders/weekly-report.mp4";
const node20 = "/opt/node-20/bin:/usr/local/bin:/usr/bin:/bin";

const done = { code: 0, stderr: expect.any(String) as unknown };
const isReady = { code: 0, stderr: expect.stringMatching(/^setup: ready after \d+ s$/m) as unknown };

/** What else differs from machine to machine than how a checkout is set up shows in two seconds of the video, too. */
const renderStart = `${render} --to 2`;

/** That the video of README's first command is there: the whole of it, or its start. */
async function expectVideo(machine: BareMachine, folder: string, wanted = 600): Promise<void> {
  const { frames, size, different } = await readFrames(machine.path(`${folder}/${video}`));
  expect({ frames, size, moves: different > wanted / 6 }).toEqual({
    ...{ frames: wanted, size: "1920x1080", moves: true },
  });
}

describe.concurrent("README's first command on a bare machine", () => {
  test("may be typed twice at once, as the first thing; then bin/test passes", async () => {
    await using machine = await BareMachine.open("ready");
    const place: Place = { user: "maya", folder: "/home/maya/hyperframes", variables: { PATH: node20 } };
    await machine.clone(place);

    const both = await Promise.all([
      machine.run(render, place),
      machine.run("bin/hyperframes render examples/weekly-report --from 0 --to 1 -o second.mp4", place),
    ]);

    expect(both).toMatchObject([done, done]);
    await expectVideo(machine, place.folder);
    expect((await readFrames(machine.path(`${place.folder}/second.mp4`))).frames).toBe(30);
    expect(await machine.run("bin/test --project unit", place)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n[1-9]\d+ passed, 0 failed, \d+ skipped\n$/) as unknown,
      stderr: expect.any(String) as unknown,
    });
  });

  test("brings everything and writes the video, as root, on Debian's Node 18, in a path with spaces", async () => {
    await using machine = await BareMachine.open("bare");
    const place: Place = { user: "root", folder: "/srv/my videos/hyper frames" };
    await machine.clone(place);

    const ending = await machine.run(render, place);

    expect(ending).toMatchObject(isReady);
    expect(ending.stderr).toMatch(/^setup: installing ffmpeg with apt-get$/m);
    await expectVideo(machine, place.folder);
    expect(await machine.run("bin/setup", place)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("says in one line what a user without root and sudo can do, which is enough, on Node 20", async () => {
    await using machine = await BareMachine.open("bare");
    const place: Place = { user: "maya", folder: "/home/maya/hyperframes", variables: { PATH: node20 } };
    await machine.clone(place);

    const refused = await machine.run(renderStart, place);

    const advice = /^setup: .* only root may install it\. Type: su -c '(?<line>.+)'$/m.exec(refused.stderr);
    expect(refused).toEqual({ code: 3, stdout: "", stderr: `${advice?.[0]}\n` });
    const line = advice?.groups?.["line"] ?? "";
    expect(await machine.run(line, { user: "root", folder: "/" })).toMatchObject(done);
    expect(await machine.run(renderStart, place)).toMatchObject(isReady);
    await expectVideo(machine, place.folder, 60);
  });

  test("needs no home folder, and no other shell and tools than BusyBox's", async () => {
    await using machine = await BareMachine.open("ready");
    const place: Place = {
      user: "maya",
      folder: "/srv/hyperframes",
      variables: { HOME: "/nonexistent", PATH: "/opt/busybox:/usr/bin:/bin" },
    };
    await machine.clone(place);
    const busybox = "busybox --install -s /opt/busybox && ln -sf /bin/busybox /bin/sh";
    expect(
      await machine.run(`apt-get install -y busybox && mkdir /opt/busybox && ${busybox}`, {
        user: "root",
        folder: "/",
      }),
    ).toMatchObject(done);

    expect(await machine.run(renderStart, place)).toMatchObject(isReady);
    await expectVideo(machine, place.folder, 60);
  });
});

const card = `<!doctype html><meta charset="utf-8"><title>Card</title>
<div data-composition-id="main" data-start="0" data-width="64" data-height="64" data-duration="0.1" data-no-timeline><p>A</p></div>`;

describe.concurrent("the action, on a machine like GitHub's runner", () => {
  test("installs ffmpeg by sudo, and renders a project of the repository that is checked out there", async () => {
    await using machine = await BareMachine.open("bare");
    const action: Place = { user: "maya", folder: "/home/maya/work/_actions/hyperframes/v0" };
    const workspace: Place = { user: "maya", folder: "/home/maya/work/site/site" };
    await machine.clone(action);
    await mkdir(machine.path(`${workspace.folder}/my card`), { recursive: true });
    await writeFile(machine.path(`${workspace.folder}/my card/index.html`), card);
    const sudo = "echo 'maya ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/maya";
    const prepare = `apt-get install -y --no-install-recommends sudo && ${sudo} && chown -R maya: /home/maya/work`;
    expect(await machine.run(prepare, { user: "root", folder: "/" })).toMatchObject(done);

    const [step, ...others] = await readSteps({ project: "my card", output: "renders/new/out.mp4" });
    expect(others).toEqual([]);
    const shell = [...RUNNER_SHELL, `'${step?.script}'`].join(" ");
    const ending = await machine.run(shell, {
      ...workspace,
      variables: {
        ...{ PATH: node20, CI: "true", GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: workspace.folder },
        ...{ GITHUB_ACTION_PATH: action.folder, GITHUB_OUTPUT: "/home/maya/outputs" },
        ...step?.variables,
      },
    });

    expect(ending).toMatchObject(isReady);
    expect(ending.stderr).toMatch(/^setup: installing ffmpeg with apt-get$/m);
    expect(readOutputs(await readFile(machine.path("/home/maya/outputs"), "utf8"))).toMatchObject({
      video: "renders/new/out.mp4",
    });
    expect((await readFrames(machine.path(`${workspace.folder}/renders/new/out.mp4`))).frames).toBe(3);
  });
});
