/**
 * `npm run training`: a training till beside a till of the shop of `npm start`, with that till's goods, prices and
 * people. The shop may be running or not; it has to have run once.
 */
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Command} from 'commander';
import {buildPages, buildPrograms, distDir} from './build.ts';
import {Program} from './shop/program.ts';

interface Options {
	readonly data: string;
	readonly till: string;
	readonly port?: string;
	readonly verbose?: true;
}

const options = new Command('npm run training --')
	.description('Kasa szkoleniowa: nic nie jest drukowane fiskalnie ani wysyłane · A till to practise on')
	.option('--data <folder>', 'dane sklepu · the shop’s data', 'data')
	.option('--till <id>', 'kasa, przy której się szkoli · the till it trains beside', 'till-01')
	.option('--port <number>', 'ekran; zwykle port kasy + 1000 · the screen; usually the till’s port + 1000')
	.option('--verbose', 'pokaż dziennik programu · show what the program logs')
	.parse()
	.opts<Options>();

try {
	await run(options);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run({data, till, port, verbose}: Options): Promise<void> {
	const config = join(resolve(data), till, 'till.json');
	if (!existsSync(config)) throw new Error(`Nie ma kasy ${config}; najpierw npm start · there is no such till yet`);
	const stopping = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
	await Promise.all([buildPrograms(distDir, ['training']), buildPages()]);
	const program = new Program({
		name: 'training',
		args: [
			'--enable-source-maps',
			join(distDir, 'training.mjs'),
			'--config',
			config,
			...(port === undefined ? [] : ['--port', port]),
		],
		ready: /^ready (\S+)$/,
		onLine: (_name, line) => {
			if (verbose) console.error(line);
		},
		onUnexpectedEnd: () => {
			console.error(
				'Kasa szkoleniowa zakończyła się niespodziewanie · the training till ended unexpectedly (--verbose)',
			);
			stopping.abort();
		},
	});
	const url = await program.start();
	console.log(`\nKasa szkoleniowa · Training till   ${url}\n\n  Ctrl-C kończy · ends\n`);
	if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
	await program.stop();
}
