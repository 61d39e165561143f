import { describe, expect, test } from "vitest";
import { Playback } from "../../src/page/media/playback.ts";

function playing(duration = 2): Playback {
  const playback = new Playback();
  playback.duration = duration;
  playback.play(1);
  return playback;
}

describe("what a script plays", () => {
  test("stands at its start until it is played, and at its end after that", () => {
    const playback = new Playback();
    playback.duration = 2;
    expect([playback.paused, playback.positionAt(5)]).toEqual([true, 0]);
    playback.play(5);
    expect([5, 6.5, 7, 9].map((now) => playback.positionAt(now))).toEqual([0, 1.5, 2, 2]);
    expect([playback.hasEnded(6.9), playback.hasEnded(7)]).toEqual([false, true]);
  });

  test("goes on from where it was paused", () => {
    const playback = playing();
    playback.pause(1.5);
    playback.play(4);
    expect([playback.positionAt(4), playback.positionAt(4.25)]).toEqual([0.5, 0.75]);
  });

  test("goes on from where it was sought, within its length", () => {
    const playback = playing();
    playback.seek(1, 2);
    expect(playback.positionAt(2.5)).toBe(1.5);
    playback.seek(9, 3);
    expect(playback.positionAt(3)).toBe(2);
    playback.seek(-1, 3);
    expect(playback.positionAt(3)).toBe(0);
  });

  test("keeps its place where its rate changes", () => {
    const playback = playing();
    playback.setRate(2, 1.5);
    expect([playback.positionAt(1.5), playback.positionAt(2)]).toEqual([0.5, 1.5]);
    expect(playback.untilEnd(2)).toBe(0.25);
  });

  test("begins anew where it is played after its end, or repeats", () => {
    const playback = playing();
    playback.pause(4);
    playback.play(5);
    expect(playback.positionAt(5.5)).toBe(0.5);
    const looping = playing();
    looping.loop = true;
    expect([looping.positionAt(3.5), looping.hasEnded(9), looping.untilEnd(2)]).toEqual([0.5, false, null]);
  });

  test("waits for the first frame", () => {
    const playback = playing();
    playback.holdUntil(1.05);
    expect([playback.positionAt(1.05), playback.positionAt(1.55)]).toEqual([0, 0.5]);
  });
});
