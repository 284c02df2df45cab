// Minifies the modules of a folder, each by itself, so that they still import each other by name.
// node tools/minify.mjs SOURCE TARGET
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";

const [source, target] = process.argv.slice(2);
mkdirSync(target, { recursive: true });
for (const name of readdirSync(source).filter((one) => one.endsWith(".js"))) {
  const { code } = await minify(readFileSync(join(source, name), "utf8"), { module: true, ecma: 2022 });
  writeFileSync(join(target, name), code);
}
