/**
 * `npm start`: brings up the whole shop on this machine and shows where it is.
 *
 * With `COUCHDB_URL=http://admin:…@host:5984` a CouchDB of its own is used; otherwise the embedded one.
 */
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {Command, InvalidArgumentError} from 'commander';
import {clearShop, type RunningShop, type ShopOptions, startShop} from './shop/shop.ts';

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
	if (fresh) clearShop(dataDir);
	const beganMs = performance.now();
	let stopping = false;
	const shopOptions: ShopOptions = {
		dataDir,
		port,
		devicesPort,
		tillCount: tills,
		server: url === undefined ? {kind: 'embedded', port: couchPort} : {kind: 'couchdb', url},
		onLine: (program, line) => {
			if (verbose) console.error(`[${program}] ${line}`);
		},
		onUnexpectedEnd: program => {
			if (!stopping) console.error(`${program}: zakończył się niespodziewanie · ended unexpectedly (--verbose)`);
		},
	};
	const shop = await startShop(shopOptions);
	show(shop, dataDir, performance.now() - beganMs);
	const end = () => {
		if (stopping) return;
		stopping = true;
		console.log('\nZamykanie · Closing …');
		shop.stop().then(
			() => process.exit(0),
			(error: unknown) => {
				console.error(String(error));
				process.exit(1);
			},
		);
	};
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
	if (process.stdin.isTTY) listenToKeys(shop);
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
