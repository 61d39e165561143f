import { describe, expect, it } from "vitest";
import { Template } from "../src/template.ts";
import { faultsOf } from "./fill-page.ts";

describe("refuses, with line and column, places in which no value is safe", () => {
  it.each([
    ["<p>\n <<<x>>>", "2:3"],
    ["<\\<<x>>", null],
    ["<p <<x>>=1>", "1:4"],
    ["<p>\n</p <<x>>>", "2:5"],
    ["<p \n on<<x>>=1>", "2:4"],
    ["<iframe srcdoc='<<x>>'>", "1:17"],
    ["<base href='<<x>>'>", "1:13"],
    ["<meta http-equiv=refresh content='0;url=<<x>>'>", "1:41"],
    ["<script src='<<x>>'></script>", "1:14"],
    ["<link rel=stylesheet href='<<x>>'>", "1:28"],
    ["<svg><use href='<<x>>'/></svg>", "1:17"],
    ["<svg><set attributeName=href to='<<x>>'/></svg>", "1:34"],
    ["<svg><script>'<<x>>'</script></svg>", "1:15"],
    ['<script type=importmap>{"imports":{"a":"<<x>>"}}</script>', "1:41"],
    ["<div data-composition-src='<<x>>'>", "1:28"],
    ["<p x-data='<<x>>'>", "1:12"],
    ["<a href='javascript:<<x>>'>", "1:21"],
    ["<a href='<<x>>:b'>", "1:10"],
    ["<p class=<<x>><<y>>>", "1:10"],
    ["<noscript><<x>></noscript>", "1:11"],
    ["<svg><![CDATA[<<x>>]]></svg>", "1:15"],
    ["<p onclick='<<x>>'>", "1:13"],
    ["<p onclick='a.<<x>>()'>", "1:15"],
    ["<script>\nvar <<x>> = 1</script>", "2:5"],
    ["<script>a = /<<x>>/</script>", "1:14"],
    ["<script>a.<<x>> = 1</script>", "1:11"],
    ["<script>a = b<<x>></script>", "1:14"],
    ["<script>a = {<<x>>: 1}</script>", "1:14"],
    ["<script>a = {<<x>>}</script>", "1:14"],
    ["<script>a\n<<x>></script>", "2:1"],
    ["<script>import '<<x>>'</script>", "1:17"],
    ["<script>import(<<x>>)</script>", "1:16"],
    ["<script>eval('<<x>>')</script>", "1:15"],
    ["<script>setTimeout('a' + <<x>>)</script>", "1:26"],
    ["<script>a.innerHTML = `<b><<x>>`</script>", "1:27"],
    ["<script>document.write('<<x>>')</script>", "1:25"],
    ["<script>location = <<x>></script>", "1:20"],
    ["<script>window.location.href = `a<<x>>`</script>", "1:34"],
    ["<script>location.replace('<<x>>')</script>", "1:27"],
    ["<script>open(<<x>>)</script>", "1:14"],
    ["<script>a.setAttribute('onclick', <<x>>)</script>", "1:35"],
    ["<script>a.setAttribute('title', <<x>>), b.replace('c', <<x>>)</script>", null],
    ["<style><<x>> { color: red }</style>", "1:8"],
    ["<style>a { <<x>>: red }</style>", "1:12"],
    ["<style>@import '<<x>>';</style>", "1:17"],
    ["<style>a { b: url(javascript:<<x>>) }</style>", "1:30"],
    ["<style>a { b: <<x>>(1) }</style>", "1:15"],
    ["<style>a { behavior: url(<<x>>) }</style>", "1:26"],
    ['<script type="application/json">{<<x>>: 1}</script>', "1:34"],
    ['<script type="application/json">{"<<x>>": 1}</script>', "1:35"],
    [`<p onclick="f('&<<x>>')">`, "1:17"],
    ["<svg><style>a { b: '&<<x>>' }</style></svg>", "1:22"],
    ["<math><annotation-xml encoding='<<x>>'></math>", "1:33"],
    ["<template shadowrootmode=<<x>>>", "1:26"],
    ["<script type=text/glsl><<x>></script>", "1:24"],
  ])("%s", (source, where) => {
    expect(faultsOf(source)[0]?.replace(/^(\d+:\d+): .*$/s, "$1") ?? null).toBe(where);
  });

  it("refuses blocks that do not end as they began", () => {
    expect(faultsOf("<ul>\n<<#each rows>><li><<this>><</each>></ul>")[0]).toMatch(
      /^2:1: <<#each>> does not end/,
    );
    expect(faultsOf(`<p title="<<#if a>>x">\n<<b>><</if>></p>`)).not.toEqual([]);
    expect(faultsOf("<<#if a>><script><</if>><<b>>")).not.toEqual([]);
    expect(faultsOf("<script>a = <<#if a>>'<<else>>1<</if>>;</script>")).not.toEqual([]);
    expect(faultsOf("<!-- <<#each a>>-<</each>>> -->")).not.toEqual([]);
    expect(faultsOf("<<<#if a>>b<</if>>c>")).not.toEqual([]);
    expect(faultsOf("<p onclick='f(<<#if a>>\"<<else>>1<</if>>)'>")).not.toEqual([]);
    expect(faultsOf("<style>a { <<#if a>>b: c } <</if>></style>")).not.toEqual([]);
    expect(
      faultsOf("<script>a = <<#if a>><<b>><<else>>1<</if>>, b = [<<#each c>>'<<this>>',<</each>>];</script>"),
    ).toEqual([]);
    expect(
      faultsOf(`<p <<#if a>>title="<<b>>"<</if>> style="color: <<#if a>>red<<else>><<b>><</if>>"></p>`),
    ).toEqual([]);
  });

  it("says where a script cannot be read", () => {
    expect(faultsOf("<p>\n<script>\nlet = = <<x>>;</script>")[0]).toMatch(/^3:7: The script cannot be read/);
  });

  it.each([
    ["<p>\n<<#if x>>", "2:1: <<#if>> is never closed."],
    ["<</if>>", "1:1: <</if>> closes nothing."],
    ["<<#if a>><</each>>", "1:10: <</each>> closes nothing: <</if>> is due."],
    ["<<#evil a>><</evil>>", "1:1: <<#evil>> is no block"],
    ["<<log a>>", "1:1: There is no helper log"],
    ["<<a (lookup b c)>>", "1:1: There is no helper a"],
    ["<<escape 1 a>>", "1:1: There is no helper escape"],
    ["<<@evil>>", "1:1: There is no @evil"],
    ["<<../a>>", "1:1: <<../a>> asks for what stands above the data"],
    ["<<> a>>", "1:1: <<> a>> names no partial"],
    ["<<a b}} {{c>>", "1:1: <<a b}} {{c is no tag"],
    ["<<else>>", "1:1: <<else>> stands in no block."],
  ])("%s", (source, message) => {
    expect(faultsOf(source)[0]).toContain(message);
  });

  it("tells the faults of all files at once", () => {
    const files = new Map([
      ["a.html", "<p <<x>>>"],
      ["b.js", "a.<<x>>"],
      ["c.css", "<<x>> {}"],
    ]);
    expect(() => Template.compile(files)).toThrow(/^a\.html:1:4: .*\nb\.js:1:3: .*\nc\.css:1:1: /s);
  });
});
