import {unpackChromium} from "./src/browser/unpack-chromium.ts"; import {prepareFonts} from "./src/browser/fonts.ts"; import {findBrowser} from "./src/browser/find-browser.ts";
const c=process.argv[2];
for (let i=0;i<3;i++){let t=performance.now(); const u=await unpackChromium(c); console.log(u, (performance.now()-t).toFixed(2)); t=performance.now(); console.log(await prepareFonts(c),(performance.now()-t).toFixed(2)); t=performance.now(); console.log(await findBrowser({browser:null,environmentBrowser:null,cacheFolder:c}),(performance.now()-t).toFixed(2))}
