/**
 * Builds what runs without TypeScript: the till as one file, and its screen.
 *
 *   dist/till.mjs         the till with its libraries; those with native code stay in node_modules
 *   dist/ui/              the till's page
 *   dist/ui/devices/      the page of the simulated devices
 */
import {copyFile, mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {type BuildOptions, build} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const distDir = join(root, 'dist');
export const uiDir = join(distDir, 'ui');
export const devicesUiDir = join(uiDir, 'devices');

const common = {bundle: true, sourcemap: true, logLevel: 'warning', absWorkingDir: root} satisfies BuildOptions;
const page = {
	...common,
	platform: 'browser',
	target: 'es2022',
	minify: true,
	jsx: 'automatic',
	jsxImportSource: 'preact',
} satisfies BuildOptions;

/** What brings native code along and looks for it beside itself; `encoding` is asked for by a library and never there. */
const leftOutside = ['libsql', 'sqlite3', 'leveldown', '@serialport/bindings-cpp', 'encoding'];

// A till that was just switched on reads one file far sooner than the hundreds its libraries are made of. They are
// written for `require`, which a module has to make for itself.
const program = {
	...common,
	// Sources are read from their files if ever an error names them; with them the map would be read at every start.
	sourcesContent: false,
	platform: 'node',
	target: 'node20',
	format: 'esm',
	external: leftOutside,
	banner: {
		js: "import {createRequire as createRequireOfTill} from 'node:module';\nconst require = createRequireOfTill(import.meta.url);",
	},
} satisfies BuildOptions;

/** Into a folder inside this tree, where the libraries with native code are found. */
export async function buildAll(folder = distDir): Promise<void> {
	const screenDir = join(folder, 'ui');
	const devicesDir = join(screenDir, 'devices');
	await mkdir(devicesDir, {recursive: true});
	await Promise.all([
		build({...program, entryPoints: ['till/main.ts'], outfile: join(folder, 'till.mjs')}),
		build({...page, entryPoints: {app: 'till/ui/main.tsx'}, outdir: screenDir}),
		build({...page, entryPoints: {app: 'till/ui/ostoja.css'}, outdir: screenDir}),
		build({...page, entryPoints: {devices: 'till/ui/devices/main.tsx'}, outdir: devicesDir}),
		build({...page, entryPoints: {devices: 'till/ui/devices/devices.css'}, outdir: devicesDir}),
		copyFile(join(root, 'till/ui/index.html'), join(screenDir, 'index.html')),
		copyFile(join(root, 'till/ui/devices/index.html'), join(devicesDir, 'index.html')),
	]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll();
