/**
 * `npm start`: brings up the whole shop on this machine and shows where it is.
 *
 * With `COUCHDB_URL=http://admin:…@host:5984` a CouchDB of its own is used; otherwise the embedded one.
 */
import {once} from 'node:events';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {Command, InvalidArgumentError} from 'commander';
import {clearShop, type RunningShop, startShop} from './shop/shop.ts';

interface Options {
	readonly port: number;
	readonly couchPort: number;
	readonly devicesPort: number;
	readonly data: string;
	readonly tills: number;
	readonly fresh?: true;
	readonly verbose?: true;
}

const options = new Command('npm start --')
	.description('Cały sklep na jednym komputerze · A whole shop on one machine')
	.option('--port <number>', 'ekran kasy · the till’s screen', readPort, 8080)
	.option('--couch-port <number>', 'serwer · the server', readPort, 5984)
	.option('--devices-port <number>', 'symulowane urządzenia · simulated devices', readPort, 8090)
	.option('--data <folder>', 'dane · the data', 'data')
	.option('--tills <count>', 'liczba kas · how many tills', readCount, 1)
	.option('--fresh', 'zacznij od nowa · throw the data away and begin anew')
	.option('--verbose', 'pokaż dziennik programów · show what the programs log')
	.parse()
	.opts<Options>();

try {
	await run(options);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run({port, couchPort, devicesPort, data, tills, fresh, verbose}: Options): Promise<void> {
	const dataDir = resolve(data);
	const url = process.env['COUCHDB_URL'];
	const beganMs = performance.now();
	const stopping = new AbortController();
	// Heard from the first moment: an impatient Ctrl-C leaves nothing running either.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
	if (fresh) clearShop(dataDir);
	const shop = await startShop({
		dataDir,
		port,
		devicesPort,
		tillCount: tills,
		server: url === undefined ? {kind: 'embedded', port: couchPort} : {kind: 'couchdb', url},
		signal: stopping.signal,
		onLine: (program, line) => {
			if (verbose) console.error(`[${program}] ${line}`);
		},
		onUnexpectedEnd: program => {
			if (stopping.signal.aborted) return;
			console.error(`${program}: zakończył się niespodziewanie · ended unexpectedly (--verbose)`);
		},
	}).catch((error: unknown) => {
		if (stopping.signal.aborted) return undefined;
		throw error;
	});
	if (shop === undefined) return;
	show(shop, dataDir, performance.now() - beganMs);
	if (process.stdin.isTTY) listenToKeys(shop);
	if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
	console.log('\nZamykanie · Closing …');
	await shop.stop();
	process.exit(0);
}

function show({tills, devicesUrl, shownCouchUrl, admin}: RunningShop, dataDir: string, tookMs: number): void {
	const rows: readonly (readonly [string, string])[] = [
		...tills.map(({id, url}): readonly [string, string] => [`Kasa · Till ${id}`, url]),
		['Urządzenia · Devices', devicesUrl],
		['Fauxton', `${shownCouchUrl}_utils/   (${admin.name} / ${admin.password})`],
		['Dane · Data', dataDir],
	];
	const width = Math.max(...rows.map(([name]) => name.length));
	console.log(`\nOstoja (${(tookMs / 1000).toFixed(1)} s)\n`);
	for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}   ${value}`);
	console.log('\n  PIN: Anna Kowalczyk 1234, Barbara Nowak (kierownik · manager) 2468');
	console.log('  Ctrl-C kończy · ends\n');
}

/** `s`, Enter: the server goes away and comes back, to see how the till works on its own. */
function listenToKeys({couch}: RunningShop): void {
	if (couch === undefined) return;
	console.log('  s, Enter: wyłącz lub włącz serwer · stop or start the server\n');
	let busy = false;
	createInterface({input: process.stdin}).on('line', line => {
		if (line.trim() !== 's' || busy) return;
		busy = true;
		const done = couch.running
			? couch.kill().then(() => 'Serwer wyłączony · The server is down')
			: couch.start().then(() => 'Serwer włączony · The server is up');
		done.then(console.log, console.error).finally(() => {
			busy = false;
		});
	});
}

function readPort(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new InvalidArgumentError('A port is a number from 0 to 65535.');
	return port;
}

function readCount(text: string): number {
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1 || count > 30) throw new InvalidArgumentError('From 1 to 30 tills.');
	return count;
}
