/** `npm start` as a newcomer meets it: it begins, goes on with its data, ends cleanly, and says in one line what is in its way. */
import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {freePort} from '../../scripts/shop/ports.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const startTimeoutMs = 60_000;

interface Started {
	readonly child: ChildProcess;
	readonly ended: Promise<number | null>;
	/** All it has said so far. */
	words(): string;
	says(what: RegExp): Promise<RegExpExecArray>;
}

function start(args: readonly string[]): Started {
	const child = spawn(process.execPath, ['--import=tsx', 'scripts/start.ts', ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let words = '';
	const listeners = new Set<() => void>();
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (bytes: Buffer) => {
			words += bytes.toString();
			for (const listener of listeners) listener();
		});
	}
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	const says = (what: RegExp) =>
		new Promise<RegExpExecArray>((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error(`It never said ${what}:\n${words}`)), startTimeoutMs);
			const listen = () => {
				const match = what.exec(words);
				if (match === null) return;
				clearTimeout(timer);
				listeners.delete(listen);
				resolve(match);
			};
			listeners.add(listen);
			listen();
			void ended.then(code => reject(new Error(`It ended with ${code}:\n${words}`)));
		});
	return {child, ended, words: () => words, says};
}

async function folder(t: ExecutionContext): Promise<string> {
	const dataDir = await mkdtemp(join(tmpdir(), 'ostoja-start-'));
	t.teardown(() => rm(dataDir, {recursive: true, force: true}));
	return join(dataDir, 'shop');
}

async function ports(): Promise<readonly string[]> {
	return [
		'--port',
		String(await freePort()),
		'--couch-port',
		String(await freePort()),
		'--devices-port',
		String(await freePort()),
	];
}

const ended = async (url: string) => {
	try {
		await fetch(url);
		return false;
	} catch {
		return true;
	}
};

// With a CouchDB of somebody else's there is no server of ours to begin and end.
const embedded = process.env['COUCHDB_URL'] === undefined ? test.serial : test.skip;

embedded('the shop begins, ends with Ctrl-C and leaves nothing running, and goes on with the same data', async t => {
	t.timeout(3 * startTimeoutMs);
	const args = [...(await ports()), '--data', await folder(t)];
	const first = start(args);
	const [, screen = ''] = await first.says(/till-01 +(http\S+)/);
	const [, devices = ''] = await first.says(/Devices +(http\S+)/);
	const [, fauxton = '', password = ''] = await first.says(/Fauxton +(http\S+) +\(admin \/ (\S+)\)/);
	await first.says(/Data +\S+/);
	t.regex(await (await fetch(screen)).text(), /<title>Ostoja/);
	t.regex(await (await fetch(devices)).text(), /session-token/);
	t.is((await fetch(fauxton)).status, 200);
	first.child.kill('SIGINT');
	t.is(await first.ended, 0);
	for (const url of [screen, devices, fauxton]) t.true(await ended(url), `${url} is still there`);

	const second = start(args);
	const [, , samePassword] = await second.says(/Fauxton +(http\S+) +\(admin \/ (\S+)\)/);
	t.is(samePassword, password, 'the administrator keeps the password, and it is shown again');
	second.child.kill('SIGTERM');
	t.is(await second.ended, 0);

	const fresh = start([...args, '--fresh']);
	const [, , newPassword] = await fresh.says(/Fauxton +(http\S+) +\(admin \/ (\S+)\)/);
	t.not(newPassword, password, 'everything begins anew');
	fresh.child.kill('SIGINT');
	t.is(await fresh.ended, 0);
});

embedded('a port that is taken is one clear line', async t => {
	t.timeout(startTimeoutMs);
	const taken = createServer();
	const port = await freePort();
	await new Promise<void>(resolve => taken.listen(port, '127.0.0.1', resolve));
	t.teardown(() => taken.close());
	const shop = start([...(await ports()), '--port', String(port), '--data', await folder(t)]);
	t.is(await shop.ended, 1);
	t.is(shop.words().trim().split('\n').length, 1, shop.words());
	t.regex(shop.words(), new RegExp(`Port ${port}`));
});

embedded('a port that two of its own programs would take is named with both of them', async t => {
	const dataDir = await folder(t);
	const port = await freePort();
	const {ended, words} = start([
		...['--data', dataDir, '--tills', '2', '--port', String(port), '--couch-port', String(port + 1)],
		...['--devices-port', '0'],
	]);
	t.is(await ended, 1);
	t.regex(words(), new RegExp(`^Port ${port + 1} .*CouchDB \\(--couch-port\\), kasa · till 2 \\(--port\\)$`, 'm'));
});

test('a folder that is not a shop is never thrown away', async t => {
	const shop = start([...(await ports()), '--data', root, '--fresh']);
	t.is(await shop.ended, 1);
	t.regex(shop.words(), /is not the folder of a shop/);
	t.regex(await readFile(join(root, 'package.json'), 'utf8'), /ostoja/);
});
