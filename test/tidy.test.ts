/** The architecture as a test: who may import whom, which library comes in through which door, what the domain never calls. */
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, posix, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

interface Rule {
	/** Files whose path begins so; the longest rule that fits a file holds for it. */
	readonly files: string;
	/** Paths it may import, besides its own folder. */
	readonly may: readonly string[];
	/** Whether Node's own modules may be imported. */
	readonly node: boolean;
}

const domain = 'till/domain/';
const documents = 'couch/documents/';
const kinds = [
	'till/devices/fiscal-printer.ts',
	'till/devices/scale.ts',
	'till/devices/scanner.ts',
	'till/devices/transport.ts',
	'till/devices/clock.ts',
	'till/devices/device-end.ts',
	'till/devices/tcp-listener.ts',
	'till/devices/printer-text.ts',
	'till/devices/outcomes.ts',
	'till/devices/printer-faults.ts',
];
const simulated = 'till/devices/simulated/';

/** Imports point up this table, never down or sideways; `docs/architecture.md` says why. */
const rules: readonly Rule[] = [
	{files: 'till/domain/', may: [], node: false},
	{files: 'till/api/', may: [domain], node: false},
	{files: 'couch/store/', may: [domain], node: true},
	{files: 'couch/documents/', may: [domain], node: false},
	{files: 'couch/design-docs/', may: [documents, domain], node: false},
	{files: 'couch/embedded/', may: ['couch/store/', documents, domain], node: true},
	{files: 'couch/conflict-watcher/', may: ['couch/', documents, domain], node: true},
	{files: 'couch/import/', may: ['couch/server.ts', documents, domain], node: true},
	{files: 'couch/', may: ['couch/design-docs/', documents, domain], node: true},
	{files: 'till/devices/', may: [domain], node: true},
	{files: simulated, may: [...kinds, domain], node: true},
	{files: 'till/devices/posnet/', may: [...kinds, simulated, domain], node: true},
	{files: 'till/devices/thermal/', may: [...kinds, simulated, domain], node: true},
	{files: 'till/devices/novitus-xml/', may: [...kinds, simulated, domain], node: true},
	{files: 'till/devices/noviapi/', may: [...kinds, simulated, domain], node: true},
	{files: 'till/devices/elzab/', may: [...kinds, simulated, domain], node: true},
	{files: 'till/devices/dialog06/', may: [...kinds, domain], node: true},
	{files: 'till/devices/line-scanner/', may: [...kinds, domain], node: true},
	{files: 'till/replica/', may: ['couch/store/', documents, domain], node: true},
	{files: 'till/sync/', may: ['till/replica/replica.ts', documents, domain], node: true},
	{
		files: 'till/app/',
		may: [...kinds.slice(0, 3), 'till/api/', 'till/replica/replica.ts', 'till/sync/link.ts', documents, domain],
		node: true,
	},
	{files: 'till/server/', may: ['till/app/', 'till/api/', domain], node: true},
	{files: 'till/ui/', may: ['till/api/', domain], node: false},
	{files: 'till/main.ts', may: ['till/'], node: true},
	{files: 'till/connect-printer.ts', may: ['till/devices/', domain], node: true},
	{
		files: 'till/run-till.ts',
		may: ['till/app/', 'till/server/', 'till/replica/replica.ts', 'till/sync/link.ts', domain],
		node: true,
	},
	{
		files: 'till/training/',
		may: [
			...kinds,
			'till/devices/memory-transport.ts',
			'till/devices/posnet/',
			'till/devices/dialog06/',
			'till/app/open-till.ts',
			'till/replica/replica.ts',
			'till/replica/folder-lock.ts',
			'till/sync/link.ts',
			documents,
			domain,
		],
		node: true,
	},
	{
		files: 'till/training.ts',
		may: [
			'till/training/',
			'till/app/',
			'till/replica/',
			'till/run-till.ts',
			'till/till-config.ts',
			'till/devices/clock.ts',
			domain,
		],
		node: true,
	},
	{files: 'till/till-config.ts', may: [], node: false},
	{files: 'till/config-watch.ts', may: ['till/till-config.ts'], node: true},
	{files: 'scripts/', may: ['couch/', 'till/', 'test/'], node: true},
];

/** Each library has its door: the folder or the file through which it comes in. */
const doors: Readonly<Record<string, readonly string[]>> = {
	pouchdb: ['couch/store/'],
	'pouchdb-find': ['couch/store/'],
	'pouchdb-adapter-node-websql': ['couch/store/'],
	'pouchdb-merge': ['couch/store/'],
	'pouchdb-selector-core': ['couch/store/'],
	'pouchdb-utils': ['couch/store/'],
	websql: ['couch/store/'],
	libsql: ['couch/store/'],
	zod: ['couch/documents/schema.ts'],
	fastify: ['couch/embedded/', 'till/server/'],
	'quickjs-emscripten': ['couch/embedded/quickjs.ts'],
	// As text, for a new thread.
	tsx: ['couch/embedded/map-thread.ts'],
	'pouchdb-fauxton': ['couch/embedded/fauxton.ts'],
	nano: ['couch/server.ts'],
	esbuild: ['couch/bundle.ts', 'scripts/build.ts', 'scripts/preview.ts'],
	serialport: ['till/devices/serial-transport.ts'],
	'iconv-lite': ['couch/import/encoding.ts', 'till/devices/printer-text.ts'],
	'csv-parse': ['couch/import/records.ts'],
	preact: ['till/ui/', 'scripts/preview/'],
	'@preact/signals': ['till/ui/', 'scripts/preview/'],
	commander: [
		'couch/embedded/main.ts',
		'couch/conflict-watcher/main.ts',
		'till/main.ts',
		'till/training.ts',
		'scripts/',
	],
};

/** What the domain is given instead of taking it. */
const passedIn: Readonly<Record<string, RegExp>> = {
	'the clock': /\bDate\.now\b|\bnew Date\(\)/,
	randomness: /\bMath\.random\b/,
	timers: /\bset(Timeout|Interval|Immediate)\b/,
};

/** Programs, pages and threads: nothing imports them. */
const entryPoints = [
	/^scripts\/[a-z-]+\.ts$/,
	/^scripts\/preview\/page\.tsx$/,
	/^till\/(main|training)\.ts$/,
	/^till\/ui\/(devices\/)?main\.tsx$/,
	/^couch\/(embedded|conflict-watcher)\/main\.ts$/,
	/^couch\/embedded\/map-worker\.ts$/,
	/^scripts\/shop\/devices\.ts$/,
	/^couch\/design-docs\//,
	/\.d\.ts$/,
];

function filesBelow(folder: string): readonly string[] {
	return readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function importsOf(file: string): readonly string[] {
	const source = readFileSync(join(root, file), 'utf8');
	const statements = source.matchAll(
		/^import\s+(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'|^export\s+(?:type\s+)?(?:\*|\{[^}]*\})[\s\w]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
	);
	return Array.from(statements, ([, ...specifiers]) => specifiers.find(specifier => specifier !== undefined) ?? '');
}

function ruleOf(file: string): Rule | undefined {
	const fitting = rules.filter(({files}) => file.startsWith(files));
	return fitting.sort((left, right) => right.files.length - left.files.length)[0];
}

const sources = ['couch', 'till', 'scripts'].flatMap(filesBelow);
const tests = filesBelow('test');

for (const file of sources) {
	test(`${file} imports only what its folder may`, t => {
		const rule = ruleOf(file);
		if (rule === undefined) return t.fail('no rule of the table is about it');
		for (const specifier of importsOf(file)) {
			if (specifier.startsWith('node:')) t.true(rule.node, `${specifier}: pass it in`);
			else if (specifier.startsWith('.')) {
				const target = posix.normalize(posix.join(posix.dirname(file), specifier));
				const allowed = [rule.files, ...rule.may].some(prefix => target.startsWith(prefix));
				t.true(allowed, `${rule.files} may not import ${target}`);
			} else {
				const library = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
				const opened = doors[library]?.some(door => file.startsWith(door)) ?? false;
				t.true(opened, `${library} does not come in through ${file}`);
			}
		}
		t.pass();
	});
}

/** Everything a program is made of, from its first file on. */
function partsOf(program: string): readonly string[] {
	const parts = new Set([program]);
	for (const file of parts) {
		for (const specifier of importsOf(file).filter(name => name.startsWith('.')))
			parts.add(posix.normalize(posix.join(posix.dirname(file), specifier)));
	}
	return [...parts];
}

test('a training till is made of nothing that reaches a device or a server', t => {
	const parts = partsOf('till/training.ts');
	t.true(parts.includes('till/devices/posnet/driver.ts') && parts.includes('till/server/server.ts'));
	t.deepEqual(
		parts.filter(file => file.startsWith('till/sync/')),
		['till/sync/link.ts'],
	);
	// What a simulator could listen with is told apart from what connects.
	const connecting = /^import (?!type\b)[^']*'(serialport|nano|node:(https?|http2|tls|dgram|child_process|net))'/m;
	for (const file of parts.filter(name => name !== 'till/devices/tcp-listener.ts')) {
		const source = readFileSync(join(root, file), 'utf8');
		t.notRegex(source, connecting, file);
		t.notRegex(source, /\bfetch\(|new WebSocket\b|new Socket\b|\bconnect\(/, file);
	}
});

test('the domain is given its clock, its randomness and its timers', t => {
	for (const file of sources.filter(source => source.startsWith(domain))) {
		const source = readFileSync(join(root, file), 'utf8');
		for (const [what, pattern] of Object.entries(passedIn)) t.notRegex(source, pattern, `${file}: pass ${what} in`);
	}
});

test('every file is used', t => {
	const used = new Set(
		[...sources, ...tests].flatMap(file =>
			importsOf(file)
				.filter(specifier => specifier.startsWith('.'))
				.map(specifier => posix.normalize(posix.join(posix.dirname(file), specifier))),
		),
	);
	const unused = sources.filter(file => !used.has(file) && !entryPoints.some(pattern => pattern.test(file)));
	t.deepEqual(unused, []);
});

test('no test is set apart', t => {
	for (const file of tests.filter(name => /\.test\.tsx?$/.test(name) && !name.endsWith('tidy.test.ts'))) {
		t.notRegex(readFileSync(join(root, file), 'utf8'), /\btest(\.serial)?\.(only|skip|todo|failing)\(/, file);
	}
});

test('a file is one noun with its verbs', t => {
	const long = [...sources, ...tests].filter(file => readFileSync(join(root, file), 'utf8').split('\n').length > 400);
	t.deepEqual(long, []);
});
