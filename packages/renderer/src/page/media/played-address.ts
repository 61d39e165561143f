/** The absolute address of what an element plays; empty where there is none. */
export function addressOf(element: HTMLMediaElement): string {
  const given = element.getAttribute("src") ?? element.querySelector("source")?.getAttribute("src");
  return given ? new URL(given, element.ownerDocument.baseURI).href : "";
}

/** What people are told instead of an address: a path in the project, or the beginning of an address elsewhere. */
export function nameOf(url: string): string {
  const own = `${location.origin}/`;
  return url.startsWith(own) ? decodeURI(url.slice(own.length)) : url.slice(0, 200);
}
