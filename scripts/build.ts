/**
 * Builds what runs without TypeScript: the programs of a shop as one file each, and their pages.
 *
 *   dist/till.mjs         the till with its libraries; those with native code stay in node_modules
 *   dist/training.mjs     the till that new cashiers practise on, when it is asked for
 *   dist/couch.mjs        the embedded server, and dist/map-worker.mjs the thread of its maps
 *   dist/watcher.mjs      the conflict watcher
 *   dist/devices.mjs      the simulated devices
 *   dist/simulate.mjs     the simulated sales, when they are asked for
 *   dist/bench-scan.mjs   the till of a benchmark, as a shop would run it
 *   dist/ui/              the till's page
 *   dist/ui/devices/      the page of the simulated devices
 *   dist/tests/           the tests, for `npm test`
 */
import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {type BuildOptions, build, type OnLoadArgs, type OnLoadResult} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const distDir = join(root, 'dist');
export const uiDir = join(distDir, 'ui');
export const devicesUiDir = join(uiDir, 'devices');
export const testsDir = join(distDir, 'tests');

const common = {
	bundle: true,
	sourcemap: true,
	logLevel: 'warning',
	absWorkingDir: root,
	write: false,
} satisfies BuildOptions;
const page = {
	...common,
	platform: 'browser',
	target: 'es2022',
	minify: true,
	jsx: 'automatic',
	jsxImportSource: 'preact',
} satisfies BuildOptions;

/** What brings native code along and looks for it beside itself; `encoding` is asked for by a library and never there. */
const leftOutside = [
	'libsql',
	'sqlite3',
	'leveldown',
	'@serialport/bindings-cpp',
	'quickjs-emscripten',
	'esbuild',
	'encoding',
];

const programs = {
	till: 'till/main.ts',
	training: 'till/training.ts',
	couch: 'couch/embedded/main.ts',
	'map-worker': 'couch/embedded/map-worker.ts',
	watcher: 'couch/conflict-watcher/main.ts',
	devices: 'scripts/shop/devices.ts',
	simulate: 'scripts/simulate.ts',
	'bench-scan': 'scripts/bench/sides/scan.ts',
} as const;

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
		js: "import {createRequire as createRequireOfProgram} from 'node:module';\nconst require = createRequireOfProgram(import.meta.url);",
	},
} satisfies BuildOptions;

export type ProgramName = keyof typeof programs;
const shopPrograms: readonly ProgramName[] = ['till', 'couch', 'map-worker', 'watcher', 'devices'];

/** Into a folder inside this tree, where the libraries with native code and the design documents are found. */
export async function buildPrograms(folder = distDir, names = shopPrograms): Promise<void> {
	await mkdir(folder, {recursive: true});
	await Promise.all(
		names.map(name => make({...program, entryPoints: [programs[name]], outfile: join(folder, `${name}.mjs`)})),
	);
}

export async function buildPages(folder = distDir): Promise<void> {
	const screenDir = join(folder, 'ui');
	const devicesDir = join(screenDir, 'devices');
	await mkdir(devicesDir, {recursive: true});
	await Promise.all([
		make({...page, entryPoints: {app: 'till/ui/main.tsx'}, outdir: screenDir}),
		make({...page, entryPoints: {app: 'till/ui/ostoja.css'}, outdir: screenDir}),
		make({...page, entryPoints: {devices: 'till/ui/devices/main.tsx'}, outdir: devicesDir}),
		make({...page, entryPoints: {devices: 'till/ui/devices/devices.css'}, outdir: devicesDir}),
		copy('till/ui/index.html', join(screenDir, 'index.html')),
		copy('till/ui/devices/index.html', join(devicesDir, 'index.html')),
	]);
}

/** Each test as a file of its own beside the chunks they share: reading TypeScript took a test longer than testing. */
export async function buildTests(files: readonly string[]): Promise<void> {
	await rm(testsDir, {recursive: true, force: true});
	await build({
		...common,
		write: true,
		sourcesContent: false,
		entryPoints: [...files],
		outbase: 'test',
		outdir: testsDir,
		splitting: true,
		platform: 'node',
		target: 'node20',
		format: 'esm',
		packages: 'external',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		define: {'import.meta.url': sourceUrl},
		plugins: [{name: 'source-url', setup: ({onLoad}) => onLoad({filter: /\.tsx?$/}, withSourceUrl)}],
	});
}

const sourceUrl = '$sourceUrl';

/** A file goes on knowing where it stands: beside its documents and its programs, not in the folder of what was built. */
async function withSourceUrl({path}: OnLoadArgs): Promise<OnLoadResult> {
	const source = await readFile(path, 'utf8');
	const knows = source.includes('import.meta.url')
		? `const ${sourceUrl} = ${JSON.stringify(pathToFileURL(path).href)};`
		: '';
	return {contents: knows + source, loader: path.endsWith('x') ? 'tsx' : 'ts'};
}

async function make(options: BuildOptions & {readonly write: false}): Promise<void> {
	const {outputFiles} = await build(options);
	await Promise.all(outputFiles.map(({path, contents}) => replace(path, contents)));
}

async function copy(source: string, path: string): Promise<void> {
	await replace(path, await readFile(join(root, source), 'utf8'));
}

/** Another shop of this tree may be starting from the same folder at this moment: it reads the old file or the new one. */
async function replace(path: string, contents: Uint8Array | string): Promise<void> {
	const whole = `${path}.${process.pid}`;
	await writeFile(whole, contents);
	await rename(whole, path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await Promise.all([buildPrograms(), buildPages()]);
