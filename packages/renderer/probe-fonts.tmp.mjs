import puppeteer from "puppeteer-core";
const [exe,html,out]=process.argv.slice(2);
const t=performance.now();
const b=await puppeteer.launch({executablePath:exe,headless:"shell",args:["--no-sandbox","--disable-gpu","--disable-background-networking","--font-render-hinting=none","--force-color-profile=srgb","--hide-scrollbars"],env:{LD_LIBRARY_PATH:process.env.LD_LIBRARY_PATH,FONTCONFIG_FILE:process.env.FONTCONFIG_FILE,HOME:"/tmp/fonthelp/w"},dumpio:!!process.env.DUMP,defaultViewport:{width:1100,height:2900},timeout:15000,protocolTimeout:15000});
try{
console.log("launch",performance.now()-t);
const p=await b.newPage(); 
await p.goto("file://"+html);
console.log("page",performance.now()-t);
await p.screenshot({path:out});
console.log("shot",performance.now()-t);
const c=await p.createCDPSession(); await c.send("DOM.enable");await c.send("CSS.enable");
const {root}=await c.send("DOM.getDocument",{depth:-1});
const {nodeIds}=await c.send("DOM.querySelectorAll",{nodeId:root.nodeId,selector:"p"});
for(const n of nodeIds){const f=await c.send("CSS.getPlatformFontsForNode",{nodeId:n});const t=await c.send("DOM.getOuterHTML",{nodeId:n});console.log(t.outerHTML.replace(/<[^>]*>/g,""), "\t",f.fonts.map(x=>x.postScriptName+":"+x.glyphCount).join(" "))}
} finally {await b.close();}
