/**
 * `npm run devices`: simulated devices alone, for whoever writes a driver or tries one.
 *
 *   npm run devices                                      all of them, on free ports
 *   npm run devices -- posnet:6666 thermal:/tmp/thermal  one on a port, one as a serial port
 *   npm run devices -- posnet --memory ./fiscal          its fiscal memory outlives this program
 *
 * What is typed, or comes by a pipe, makes things go wrong: `posnet lose-answer-of close` (`devices/order.ts`).
 */
import {mkdirSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {Command} from 'commander';
import {faultKinds} from './devices/order.ts';
import {deviceNames, openStand, type Place} from './devices/stand.ts';
import {readWholeNumber} from './options/whole-number.ts';

interface Options {
	readonly memory?: string;
	readonly printMs: number;
}

const command = new Command('npm run devices --')
	.description('Symulowane drukarki, waga i skaner · Simulated printers, a scale and a scanner')
	.argument('[devices...]', `NAZWA[:PORT|:ŚCIEŻKA] · NAME[:PORT|:PATH]; ${deviceNames.join(', ')}`)
	.option('--memory <folder>', 'pamięci fiskalne · fiscal memories')
	.option('--print-ms <number>', 'jak długo trwa drukowanie · how long a printing command takes', readWholeNumber, 15)
	.addHelpText('after', `\nUsterki · Faults: ${faultKinds.join(', ')}`)
	.parse();

try {
	await run(command.args, command.opts<Options>());
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run(args: readonly string[], {memory, printMs}: Options): Promise<void> {
	if (memory !== undefined) mkdirSync(memory, {recursive: true});
	const stand = await openStand({
		devices: (args.length > 0 ? args : deviceNames).map(readDevice),
		...(memory !== undefined && {memoryDir: memory}),
		printMs,
		onSlip: (name, lines, state) => {
			const end = state === 'cancelled' ? ['*** ANULOWANY · CANCELLED ***'] : [];
			console.log(['', `── ${name}`, ...lines, ...end].join('\n'));
		},
	});
	for (const {name, place} of stand.places) console.log(`${name.padEnd(16)} ${place}`);
	const typed = createInterface({input: process.stdin});
	typed.on('line', line => {
		if (line.trim() === '') return;
		const obeyed = stand.obey(line);
		console.log(obeyed.ok ? `ok: ${line.trim()}` : obeyed.fault);
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			typed.close();
			void stand.stop().then(() => process.exit(0));
		});
	}
}

function readDevice(text: string): {readonly name: string; readonly place: Place} {
	const [, name = '', where = '0'] = /^([^:]+)(?::(.+))?$/.exec(text) ?? [];
	const place: Place = /^\d+$/.test(where) ? {kind: 'tcp', port: Number(where)} : {kind: 'serial', path: where};
	return {name, place};
}
