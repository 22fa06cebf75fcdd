/**
 * Shows every state of the till's screen in a browser, with no till behind it: the states are the tests' own.
 *
 *   npm run preview                   serves them on http://127.0.0.1:8099
 *   npm run preview -- --out folder   writes the page there instead; open index.html#sale+dark+en
 */
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const port = 8099;
const page = `<!doctype html>
<html lang="pl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ostoja</title>
<link rel="stylesheet" href="app.css">
</head>
<body>
<div id="till"></div>
<script src="app.js"></script>
</body>
</html>
`;

async function writePage(folder: string): Promise<void> {
	await build({
		absWorkingDir: root,
		entryPoints: [
			{in: 'scripts/preview/page.tsx', out: 'app'},
			{in: 'till/ui/ostoja.css', out: 'app'},
		],
		outdir: folder,
		bundle: true,
		jsx: 'automatic',
		jsxImportSource: 'preact',
		logLevel: 'warning',
	});
	await writeFile(join(folder, 'index.html'), page);
}

async function servePage(folder: string): Promise<void> {
	const types: Readonly<Record<string, string>> = {
		'/index.html': 'text/html; charset=utf-8',
		'/app.js': 'text/javascript; charset=utf-8',
		'/app.css': 'text/css; charset=utf-8',
	};
	const server = createServer((request, response) => {
		const path = request.url === '/' ? '/index.html' : (request.url ?? '');
		const type = types[path];
		if (type === undefined) {
			response.writeHead(404).end();
			return;
		}
		void readFile(join(folder, path)).then(body => response.writeHead(200, {'Content-Type': type}).end(body));
	});
	server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
}

const {values} = parseArgs({options: {out: {type: 'string'}}});
const folder = await mkdtemp(join(tmpdir(), 'ostoja-preview-'));
await writePage(folder);
if (values.out === undefined) {
	await servePage(folder);
} else {
	await cp(folder, values.out, {recursive: true});
	await rm(folder, {recursive: true});
}
